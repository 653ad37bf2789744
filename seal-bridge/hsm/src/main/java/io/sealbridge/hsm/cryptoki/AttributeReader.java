package io.sealbridge.hsm.cryptoki;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads attributes of one object. All of them are asked for in one call; if the token declines any,
 * each is asked for by itself, since not every library goes on after the first that it declines and
 * a buffer that was never written to must not pass for an answer.
 */
final class AttributeReader {
  private static final int GUESS = 1024;

  private final FunctionList functions;
  private final long session;
  private final ObjectHandle object;
  private final CallMemory memory;

  AttributeReader(FunctionList functions, long session, ObjectHandle object, CallMemory memory) {
    this.functions = functions;
    this.session = session;
    this.object = object;
    this.memory = memory;
  }

  Map<AttributeType, AttributeValue> read(AttributeType... types) {
    Map<AttributeType, AttributeValue> values = new EnumMap<>(AttributeType.class);
    NativeTemplate array = NativeTemplate.allocate(types.length, memory);
    MemorySegment[] buffers = new MemorySegment[types.length];
    for (int i = 0; i < types.length; i++) {
      buffers[i] = memory.allocate(expectedLength(types[i]));
      array.set(i, types[i], buffers[i]);
    }
    boolean all = call(array) == ReturnValue.OK;
    for (int i = 0; i < types.length; i++) {
      values.put(types[i], all ? value(types[i], buffers[i], array.length(i)) : readOne(types[i]));
    }
    return values;
  }

  private AttributeValue readOne(AttributeType type) {
    NativeTemplate array = NativeTemplate.allocate(1, memory);
    MemorySegment buffer = memory.allocate(expectedLength(type));
    array.set(0, type, buffer);
    return switch (call(array)) {
      case OK -> value(type, buffer, array.length(0));
      case ATTRIBUTE_SENSITIVE -> notSaid(AttributeValue.Reason.SENSITIVE);
      case ATTRIBUTE_TYPE_INVALID -> notSaid(AttributeValue.Reason.TYPE_INVALID);
      default -> readLong(type, array);
    };
  }

  /** The value does not fit the buffer: ask for its length first. */
  private AttributeValue readLong(AttributeType type, NativeTemplate array) {
    array.set(0, type, MemorySegment.NULL);
    call(array);
    long length = array.length(0);
    if (length < 0 || length > Integer.MAX_VALUE) {
      return notSaid(AttributeValue.Reason.UNAVAILABLE);
    }
    MemorySegment buffer = memory.allocate(length);
    array.set(0, type, buffer);
    return call(array) == ReturnValue.OK
        ? value(type, buffer, array.length(0))
        : notSaid(AttributeValue.Reason.UNAVAILABLE);
  }

  /** The four answers that say something about an attribute; all others are faults. */
  private ReturnValue call(NativeTemplate array) {
    long returned =
        functions.call(
            CryptokiFunction.GET_ATTRIBUTE_VALUE,
            session,
            object.value(),
            array.segment(),
            array.count());
    ReturnValue value = ReturnValue.of(returned);
    return switch (value) {
      case OK, ATTRIBUTE_SENSITIVE, ATTRIBUTE_TYPE_INVALID, BUFFER_TOO_SMALL -> value;
      default ->
          throw new CryptokiException(CryptokiFunction.GET_ATTRIBUTE_VALUE.cName(), returned);
    };
  }

  private static AttributeValue value(AttributeType type, MemorySegment buffer, long length) {
    boolean readable =
        switch (type.form()) {
          case BOOLEAN -> length == 1;
          case NUMBER -> length == Long.BYTES;
          case TEXT, BYTES -> length >= 0 && length <= buffer.byteSize();
        };
    if (!readable) {
      return notSaid(AttributeValue.Reason.UNAVAILABLE);
    }
    AttributeValue.Present present =
        AttributeValue.Present.of(buffer.asSlice(0, length).toArray(JAVA_BYTE));
    boolean unavailable =
        type.form() == AttributeType.Form.NUMBER && present.asNumber() == Layouts.UNAVAILABLE;
    return unavailable ? notSaid(AttributeValue.Reason.UNAVAILABLE) : present;
  }

  private static int expectedLength(AttributeType type) {
    return switch (type.form()) {
      case BOOLEAN -> 1;
      case NUMBER -> Long.BYTES;
      case TEXT, BYTES -> GUESS;
    };
  }

  private static AttributeValue notSaid(AttributeValue.Reason reason) {
    return new AttributeValue.NotSaid(reason);
  }
}

package io.sealbridge.hsm.cryptoki;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.sealbridge.hsm.cryptoki.AttributeValue.Reason;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads attributes of one object. All of them are asked for together; if the token declines any,
 * each is asked for by itself, since not every library goes on after the first that it declines and
 * a buffer that was never written to must not pass for an answer.
 *
 * <p>Values of unknown length are asked for their length first, never tried with a buffer that may
 * be too small: NSS softokn 3.87 answers CKR_OK to that, with a length beyond the buffer.
 */
final class AttributeReader {
  /** No attribute of ours comes near; a length beyond is not believed. */
  private static final int LONGEST = 1 << 20;

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
    if (readTogether(List.of(types), values) != ReturnValue.OK) {
      for (AttributeType type : types) {
        values.put(type, readAlone(type));
      }
    }
    return values;
  }

  private AttributeValue readAlone(AttributeType type) {
    Map<AttributeType, AttributeValue> value = new EnumMap<>(AttributeType.class);
    return switch (readTogether(List.of(type), value)) {
      case OK -> value.getOrDefault(type, notSaid(Reason.UNAVAILABLE));
      case ATTRIBUTE_SENSITIVE -> notSaid(Reason.SENSITIVE);
      case ATTRIBUTE_TYPE_INVALID -> notSaid(Reason.TYPE_INVALID);
      default -> notSaid(Reason.UNAVAILABLE);
    };
  }

  private ReturnValue readTogether(
      List<AttributeType> types, Map<AttributeType, AttributeValue> values) {
    NativeTemplate array = NativeTemplate.allocate(types.size(), memory);
    List<MemorySegment> buffers = new ArrayList<>();
    for (AttributeType type : types) {
      MemorySegment buffer = knownLength(type) == 0 ? NULL : memory.allocate(knownLength(type));
      array.set(buffers.size(), type, buffer);
      buffers.add(buffer);
    }
    ReturnValue returned = call(array);
    List<AttributeType> longer = new ArrayList<>();
    List<MemorySegment> longerBuffers = new ArrayList<>();
    for (int i = 0; returned == ReturnValue.OK && i < types.size(); i++) {
      long length = array.length(i);
      if (knownLength(types.get(i)) == 0 && length > 0 && length <= LONGEST) {
        longer.add(types.get(i));
        longerBuffers.add(memory.allocate(length));
      } else {
        values.put(types.get(i), value(types.get(i), buffers.get(i), length));
      }
    }
    return longer.isEmpty() ? returned : readLonger(longer, longerBuffers, values);
  }

  private ReturnValue readLonger(
      List<AttributeType> types,
      List<MemorySegment> buffers,
      Map<AttributeType, AttributeValue> values) {
    NativeTemplate array = NativeTemplate.allocate(types.size(), memory);
    for (int i = 0; i < types.size(); i++) {
      array.set(i, types.get(i), buffers.get(i));
    }
    ReturnValue returned = call(array);
    for (int i = 0; returned == ReturnValue.OK && i < types.size(); i++) {
      values.put(types.get(i), value(types.get(i), buffers.get(i), array.length(i)));
    }
    return returned;
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
        knownLength(type) == 0
            ? length >= 0 && length <= buffer.byteSize()
            : length == knownLength(type);
    if (!readable) {
      return notSaid(Reason.UNAVAILABLE);
    }
    AttributeValue.Present present =
        AttributeValue.Present.of(buffer.asSlice(0, length).toArray(JAVA_BYTE));
    boolean unavailable =
        type.form() == AttributeType.Form.NUMBER && present.asNumber() == Layouts.UNAVAILABLE;
    return unavailable ? notSaid(Reason.UNAVAILABLE) : present;
  }

  /** In bytes; zero if it differs from value to value. */
  private static int knownLength(AttributeType type) {
    return switch (type.form()) {
      case BOOLEAN -> 1;
      case NUMBER -> Long.BYTES;
      case TEXT, BYTES -> 0;
    };
  }

  private static AttributeValue notSaid(Reason reason) {
    return new AttributeValue.NotSaid(reason);
  }
}

package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.FunctionList.check;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** An initialised library by its function list. */
final class NativeModule implements CryptokiModule {
  private static final byte FALSE = 0;
  private static final long SERIAL_SESSION = 0x4;
  private static final long READ_WRITE = 0x2;
  private static final int LABEL_LENGTH = 32;

  private final FunctionList functions;
  private final ModuleInfo info;
  private final AtomicBoolean closed = new AtomicBoolean();

  NativeModule(FunctionList functions, ModuleInfo info) {
    this.functions = functions;
    this.info = info;
  }

  @Override
  public ModuleInfo info() {
    return info;
  }

  @Override
  public List<SlotInfo> slots() {
    try (Arena arena = Arena.ofConfined()) {
      List<SlotInfo> slots = new ArrayList<>();
      long[] ids =
          list(
              CryptokiFunction.GET_SLOT_LIST,
              (ids0, count) -> functions.call(CryptokiFunction.GET_SLOT_LIST, FALSE, ids0, count));
      for (long id : ids) {
        slots.add(slot(id, arena));
      }
      return List.copyOf(slots);
    }
  }

  private SlotInfo slot(long id, Arena arena) {
    Struct slot = Struct.allocate(Layouts.SLOT_INFO, arena);
    check(
        CryptokiFunction.GET_SLOT_INFO,
        functions.call(CryptokiFunction.GET_SLOT_INFO, id, slot.segment()));
    long flags = slot.number("flags");
    boolean present = (flags & 0x1) != 0;
    return new SlotInfo(
        id,
        slot.text("slotDescription"),
        slot.text("manufacturerID"),
        (flags & 0x2) != 0,
        (flags & 0x4) != 0,
        present ? token(id, arena) : Optional.empty());
  }

  private Optional<TokenInfo> token(long id, Arena arena) {
    Struct token = Struct.allocate(Layouts.TOKEN_INFO, arena);
    long returned = functions.call(CryptokiFunction.GET_TOKEN_INFO, id, token.segment());
    switch (ReturnValue.of(returned)) {
      case TOKEN_NOT_PRESENT, TOKEN_NOT_RECOGNIZED, DEVICE_REMOVED -> {
        // It went away since the slot was asked, or is none that the library knows.
        return Optional.empty();
      }
      default -> check(CryptokiFunction.GET_TOKEN_INFO, returned);
    }
    return Optional.of(
        new TokenInfo(
            token.text("label"),
            token.text("manufacturerID"),
            token.text("model"),
            token.text("serialNumber"),
            TokenInfo.Flag.of(token.number("flags")),
            limit(token.number("ulMaxSessionCount")),
            limit(token.number("ulMaxRwSessionCount")),
            token.number("ulMinPinLen"),
            token.number("ulMaxPinLen"),
            token.version("hardwareVersion"),
            token.version("firmwareVersion")));
  }

  /** CK_EFFECTIVELY_INFINITE is zero, CK_UNAVAILABLE_INFORMATION all ones. */
  private static OptionalLong limit(long value) {
    return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
  }

  @Override
  public Map<Long, MechanismInfo> mechanisms(long slotId) {
    try (Arena arena = Arena.ofConfined()) {
      Map<Long, MechanismInfo> mechanisms = new LinkedHashMap<>();
      long[] types =
          list(
              CryptokiFunction.GET_MECHANISM_LIST,
              (ids, count) ->
                  functions.call(CryptokiFunction.GET_MECHANISM_LIST, slotId, ids, count));
      for (long type : types) {
        Struct mechanism = Struct.allocate(Layouts.MECHANISM_INFO, arena);
        long returned =
            functions.call(CryptokiFunction.GET_MECHANISM_INFO, slotId, type, mechanism.segment());
        if (ReturnValue.of(returned) == ReturnValue.MECHANISM_INVALID) {
          continue; // listed, but switched off by the token's policy
        }
        check(CryptokiFunction.GET_MECHANISM_INFO, returned);
        mechanisms.put(
            type,
            new MechanismInfo(
                mechanism.number("ulMinKeySize"),
                mechanism.number("ulMaxKeySize"),
                MechanismInfo.Use.of(mechanism.number("flags"))));
      }
      return mechanisms;
    }
  }

  /** Asks for the count, then for the list, and again if the list grew in between. */
  private static long[] list(
      CryptokiFunction function, BiFunction<MemorySegment, MemorySegment, Long> call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_LONG);
      while (true) {
        check(function, call.apply(MemorySegment.NULL, count));
        MemorySegment ids = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
        long returned = call.apply(ids, count);
        if (ReturnValue.of(returned) != ReturnValue.BUFFER_TOO_SMALL) {
          check(function, returned);
          return ids.asSlice(0, count.get(JAVA_LONG, 0) * Long.BYTES).toArray(JAVA_LONG);
        }
      }
    }
  }

  @Override
  public CryptokiSession openSession(long slotId, boolean readWrite) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(JAVA_LONG);
      check(
          CryptokiFunction.OPEN_SESSION,
          functions.call(
              CryptokiFunction.OPEN_SESSION,
              slotId,
              SERIAL_SESSION | (readWrite ? READ_WRITE : 0),
              MemorySegment.NULL,
              MemorySegment.NULL,
              handle));
      return new NativeSession(functions, handle.get(JAVA_LONG, 0));
    }
  }

  @Override
  public void closeAllSessions(long slotId) {
    check(
        CryptokiFunction.CLOSE_ALL_SESSIONS,
        functions.call(CryptokiFunction.CLOSE_ALL_SESSIONS, slotId));
  }

  @Override
  public void initToken(long slotId, Pin securityOfficer, String label) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] text = label.getBytes(StandardCharsets.UTF_8);
      if (text.length > LABEL_LENGTH) {
        throw new IllegalArgumentException(
            "label must have at most %d bytes, had %d".formatted(LABEL_LENGTH, text.length));
      }
      MemorySegment padded = arena.allocate(LABEL_LENGTH).fill((byte) ' ');
      MemorySegment.copy(text, 0, padded, JAVA_BYTE, 0, text.length);
      MemorySegment pin = securityOfficer.segment();
      check(
          CryptokiFunction.INIT_TOKEN,
          functions.call(CryptokiFunction.INIT_TOKEN, slotId, pin, pin.byteSize(), padded));
    }
  }

  @Override
  public void close() {
    if (!info.initialisedHere() || !closed.compareAndSet(false, true)) {
      return;
    }
    long returned = functions.call(CryptokiFunction.FINALIZE, MemorySegment.NULL);
    if (ReturnValue.of(returned) != ReturnValue.CRYPTOKI_NOT_INITIALIZED) {
      check(CryptokiFunction.FINALIZE, returned);
    }
  }
}

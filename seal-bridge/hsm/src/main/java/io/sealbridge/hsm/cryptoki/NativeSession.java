package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.FunctionList.check;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sealbridge.keyring.SecretBytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session by its native handle: login and objects. What it does with keys is in {@link
 * KeyOperations}, what it does with data in {@link DataOperations}.
 */
final class NativeSession implements CryptokiSession {
  private static final int FOUND_AT_ONCE = 64;
  private static final long READ_WRITE = 0x2;

  private final FunctionList functions;
  private final long session;
  private final CallMemory memory = new CallMemory();
  private final DataOperations data;
  private final KeyOperations keys;
  private final AtomicBoolean closed = new AtomicBoolean();

  NativeSession(FunctionList functions, long session) {
    this.functions = functions;
    this.session = session;
    this.data = new DataOperations(functions, session, memory);
    this.keys = new KeyOperations(functions, session, memory);
  }

  @Override
  public SessionInfo info() {
    try (Arena arena = Arena.ofConfined()) {
      Struct info = Struct.allocate(Layouts.SESSION_INFO, arena);
      check(
          CryptokiFunction.GET_SESSION_INFO,
          functions.call(CryptokiFunction.GET_SESSION_INFO, session, info.segment()));
      return new SessionInfo(
          info.number("slotID"),
          SessionInfo.State.of(info.number("state")),
          (info.number("flags") & READ_WRITE) != 0,
          info.number("ulDeviceError"));
    }
  }

  @Override
  public void login(UserType user, Pin pin) {
    MemorySegment bytes = pin.segment();
    long returned =
        functions.call(CryptokiFunction.LOGIN, session, user.code(), bytes, bytes.byteSize());
    if (ReturnValue.of(returned) != ReturnValue.USER_ALREADY_LOGGED_IN) {
      check(CryptokiFunction.LOGIN, returned);
    }
  }

  @Override
  public void logout() {
    check(CryptokiFunction.LOGOUT, functions.call(CryptokiFunction.LOGOUT, session));
  }

  @Override
  public void initPin(Pin pin) {
    MemorySegment bytes = pin.segment();
    check(
        CryptokiFunction.INIT_PIN,
        functions.call(CryptokiFunction.INIT_PIN, session, bytes, bytes.byteSize()));
  }

  @Override
  public List<ObjectHandle> findObjects(Template template, int max) {
    try (CallMemory call = memory.open()) {
      NativeTemplate wanted = NativeTemplate.write(template, call);
      check(
          CryptokiFunction.FIND_OBJECTS_INIT,
          functions.call(
              CryptokiFunction.FIND_OBJECTS_INIT, session, wanted.segment(), wanted.count()));
      try {
        return collectFound(max, call);
      } finally {
        // Its failure says nothing that the calls before it, or the next one, don't say.
        long _ = functions.call(CryptokiFunction.FIND_OBJECTS_FINAL, session);
      }
    }
  }

  private List<ObjectHandle> collectFound(int max, CallMemory call) {
    List<ObjectHandle> found = new ArrayList<>();
    MemorySegment handles = call.allocate(JAVA_LONG, FOUND_AT_ONCE);
    MemorySegment count = call.allocate(JAVA_LONG);
    while (found.size() < max) {
      int wanted = Math.min(FOUND_AT_ONCE, max - found.size());
      check(
          CryptokiFunction.FIND_OBJECTS,
          functions.call(CryptokiFunction.FIND_OBJECTS, session, handles, wanted, count));
      long given = count.get(JAVA_LONG, 0);
      if (given <= 0) {
        break;
      }
      for (long i = 0; i < Math.min(given, wanted); i++) {
        found.add(new ObjectHandle(handles.getAtIndex(JAVA_LONG, i)));
      }
    }
    return List.copyOf(found);
  }

  @Override
  public Map<AttributeType, AttributeValue> getAttributes(
      ObjectHandle object, AttributeType... types) {
    try (CallMemory call = memory.open()) {
      return new AttributeReader(functions, session, object, call).read(types);
    }
  }

  @Override
  public ObjectHandle createObject(Template template) {
    try (CallMemory call = memory.open()) {
      NativeTemplate array = NativeTemplate.write(template, call);
      MemorySegment handle = call.allocate(JAVA_LONG);
      check(
          CryptokiFunction.CREATE_OBJECT,
          functions.call(
              CryptokiFunction.CREATE_OBJECT, session, array.segment(), array.count(), handle));
      return KeyOperations.handleIn(handle);
    }
  }

  @Override
  public void setAttributes(ObjectHandle object, Template template) {
    try (CallMemory call = memory.open()) {
      NativeTemplate array = NativeTemplate.write(template, call);
      check(
          CryptokiFunction.SET_ATTRIBUTE_VALUE,
          functions.call(
              CryptokiFunction.SET_ATTRIBUTE_VALUE,
              session,
              object.value(),
              array.segment(),
              array.count()));
    }
  }

  @Override
  public void destroyObject(ObjectHandle object) {
    check(
        CryptokiFunction.DESTROY_OBJECT,
        functions.call(CryptokiFunction.DESTROY_OBJECT, session, object.value()));
  }

  @Override
  public ObjectHandle generateKey(Mechanism.KeyGeneration mechanism, Template template) {
    return keys.generateKey(mechanism, template);
  }

  @Override
  public KeyPairHandles generateKeyPair(
      Mechanism.KeyPairGeneration mechanism, Template publicTemplate, Template privateTemplate) {
    return keys.generateKeyPair(mechanism, publicTemplate, privateTemplate);
  }

  @Override
  public Encrypted encrypt(Mechanism.Cipher mechanism, ObjectHandle key, SecretBytes plaintext) {
    return data.encrypt(mechanism, key, plaintext);
  }

  @Override
  public SecretBytes decrypt(Mechanism.Cipher mechanism, ObjectHandle key, byte[] ciphertext) {
    return data.decrypt(mechanism, key, ciphertext);
  }

  @Override
  public byte[] sign(Mechanism.Signature mechanism, ObjectHandle key, byte[] message) {
    return data.sign(mechanism, key, message);
  }

  @Override
  public boolean verify(
      Mechanism.Signature mechanism, ObjectHandle key, byte[] message, byte[] signature) {
    return data.verify(mechanism, key, message, signature);
  }

  @Override
  public byte[] wrapKey(Mechanism.KeyWrap mechanism, ObjectHandle wrappingKey, ObjectHandle key) {
    return keys.wrapKey(mechanism, wrappingKey, key);
  }

  @Override
  public ObjectHandle unwrapKey(
      Mechanism.KeyWrap mechanism, ObjectHandle unwrappingKey, byte[] wrapped, Template template) {
    return keys.unwrapKey(mechanism, unwrappingKey, wrapped, template);
  }

  @Override
  public SecretBytes generateRandom(int length) {
    return data.generateRandom(length);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // A session that is gone is closed; a token that is gone has closed it.
      long _ = functions.call(CryptokiFunction.CLOSE_SESSION, session);
    }
  }
}

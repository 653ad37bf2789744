package io.sealbridge.hsm.fake;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.AttributeValue;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Encrypted;
import io.sealbridge.hsm.cryptoki.KeyPairHandles;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Pin;
import io.sealbridge.hsm.cryptoki.SessionInfo;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.cryptoki.UserType;
import io.sealbridge.keyring.SecretBytes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Encrypts by appending a tag of zeros to the plaintext; everything else is as short. */
final class ScriptedSession implements CryptokiSession {
  private static final int TAG = 16;
  private static final String NOT_NEEDED = "no test needs this";

  private final ScriptedLibrary library;

  ScriptedSession(ScriptedLibrary library) {
    this.library = library;
  }

  @Override
  public SessionInfo info() {
    library.call("C_GetSessionInfo");
    SessionInfo.State state =
        library.isLoggedIn()
            ? SessionInfo.State.READ_WRITE_USER
            : SessionInfo.State.READ_WRITE_PUBLIC;
    return new SessionInfo(1, state, true, 0);
  }

  @Override
  public void login(UserType user, Pin pin) {
    library.call("C_Login");
    library.logIn();
  }

  @Override
  public void logout() {
    library.call("C_Logout");
  }

  @Override
  public void initPin(Pin pin) {
    throw new UnsupportedOperationException(NOT_NEEDED);
  }

  @Override
  public List<ObjectHandle> findObjects(Template template, int max) {
    library.call("C_FindObjectsInit");
    return IntStream.range(0, library.objects.size())
        .filter(index -> matches(library.objects.get(index), template))
        .limit(max)
        .mapToObj(ObjectHandle::new)
        .toList();
  }

  private static boolean matches(Template object, Template wanted) {
    return wanted.values().entrySet().stream()
        .allMatch(
            entry ->
                object.get(entry.getKey()).stream()
                    .anyMatch(value -> value.octets().equals(entry.getValue().octets())));
  }

  @Override
  public Map<AttributeType, AttributeValue> getAttributes(
      ObjectHandle object, AttributeType... types) {
    library.call("C_GetAttributeValue");
    Map<AttributeType, AttributeValue> values = new LinkedHashMap<>();
    for (AttributeType type : types) {
      values.put(
          type,
          library
              .objects
              .get((int) object.value())
              .get(type)
              .<AttributeValue>map(value -> value)
              .orElse(new AttributeValue.NotSaid(AttributeValue.Reason.TYPE_INVALID)));
    }
    return values;
  }

  @Override
  public ObjectHandle createObject(Template template) {
    library.call("C_CreateObject");
    library.objects.add(template);
    return new ObjectHandle(library.objects.size() - 1L);
  }

  @Override
  public void setAttributes(ObjectHandle object, Template template) {
    throw new UnsupportedOperationException(NOT_NEEDED);
  }

  @Override
  public void destroyObject(ObjectHandle object) {
    library.call("C_DestroyObject");
    library.objects.set((int) object.value(), Template.empty());
  }

  @Override
  public ObjectHandle generateKey(Mechanism.KeyGeneration mechanism, Template template) {
    library.call("C_GenerateKey");
    library.objects.add(template);
    return new ObjectHandle(library.objects.size() - 1L);
  }

  @Override
  public KeyPairHandles generateKeyPair(
      Mechanism.KeyPairGeneration mechanism, Template publicTemplate, Template privateTemplate) {
    throw new UnsupportedOperationException(NOT_NEEDED);
  }

  @Override
  public Encrypted encrypt(Mechanism.Cipher mechanism, ObjectHandle key, SecretBytes plaintext) {
    library.call("C_Encrypt");
    return new Encrypted(
        new byte[12], plaintext.use(bytes -> Arrays.copyOf(bytes, bytes.length + TAG)));
  }

  @Override
  public SecretBytes decrypt(Mechanism.Cipher mechanism, ObjectHandle key, byte[] ciphertext) {
    library.call("C_Decrypt");
    return SecretBytes.takeOwnershipOf(Arrays.copyOf(ciphertext, ciphertext.length - TAG));
  }

  @Override
  public byte[] sign(Mechanism.Signature mechanism, ObjectHandle key, byte[] data) {
    throw new UnsupportedOperationException(NOT_NEEDED);
  }

  @Override
  public boolean verify(
      Mechanism.Signature mechanism, ObjectHandle key, byte[] data, byte[] signature) {
    throw new UnsupportedOperationException(NOT_NEEDED);
  }

  @Override
  public byte[] wrapKey(Mechanism.KeyWrap mechanism, ObjectHandle wrappingKey, ObjectHandle key) {
    throw new UnsupportedOperationException(NOT_NEEDED);
  }

  @Override
  public ObjectHandle unwrapKey(
      Mechanism.KeyWrap mechanism, ObjectHandle unwrappingKey, byte[] wrapped, Template template) {
    throw new UnsupportedOperationException(NOT_NEEDED);
  }

  @Override
  public SecretBytes generateRandom(int length) {
    library.call("C_GenerateRandom");
    return SecretBytes.takeOwnershipOf(new byte[length]);
  }

  @Override
  public void close() {
    try {
      library.call("C_CloseSession");
    } catch (io.sealbridge.hsm.cryptoki.CryptokiException _) {
      // as the contract says: a session that is gone is closed
    }
  }
}

package io.sealbridge.hsm.cryptoki;

import io.sealbridge.keyring.SecretBytes;
import java.util.List;
import java.util.Map;

/**
 * One session with a token. Used by one thread at a time; threads may take turns. Every method
 * blocks for as long as the library does and throws {@link CryptokiException} for any return code
 * but those named here; after an exception close the session, since an operation may still be
 * active in it.
 */
public interface CryptokiSession extends AutoCloseable {
  SessionInfo info();

  /**
   * Logs the process, not only this session, in to the token. An already logged-in user
   * (CKR_USER_ALREADY_LOGGED_IN) is no error.
   */
  void login(UserType user, Pin pin);

  void logout();

  /** Sets the user's PIN; the security officer must be logged in. */
  void initPin(Pin pin);

  /** The first {@code max} objects that match every entry of {@code template}. */
  List<ObjectHandle> findObjects(Template template, int max);

  /**
   * Reads attributes; the answer has an entry for each type asked for, in that order. What the
   * token declines to tell is {@link AttributeValue.NotSaid}, not an exception.
   */
  Map<AttributeType, AttributeValue> getAttributes(ObjectHandle object, AttributeType... types);

  ObjectHandle createObject(Template template);

  void setAttributes(ObjectHandle object, Template template);

  void destroyObject(ObjectHandle object);

  ObjectHandle generateKey(Mechanism.KeyGeneration mechanism, Template template);

  /** The mechanism's own parameters (modulus bits, curve) are added to the public template. */
  KeyPairHandles generateKeyPair(
      Mechanism.KeyPairGeneration mechanism, Template publicTemplate, Template privateTemplate);

  /** Does not close {@code plaintext}. */
  Encrypted encrypt(Mechanism.Cipher mechanism, ObjectHandle key, SecretBytes plaintext);

  /** The caller closes the result. */
  SecretBytes decrypt(Mechanism.Cipher mechanism, ObjectHandle key, byte[] ciphertext);

  byte[] sign(Mechanism.Signature mechanism, ObjectHandle key, byte[] data);

  /** False for CKR_SIGNATURE_INVALID and CKR_SIGNATURE_LEN_RANGE. */
  boolean verify(Mechanism.Signature mechanism, ObjectHandle key, byte[] data, byte[] signature);

  byte[] wrapKey(Mechanism.KeyWrap mechanism, ObjectHandle wrappingKey, ObjectHandle key);

  ObjectHandle unwrapKey(
      Mechanism.KeyWrap mechanism, ObjectHandle unwrappingKey, byte[] wrapped, Template template);

  /** The caller closes the result. */
  SecretBytes generateRandom(int length);

  /** Never throws; a session that the token has dropped already is closed. */
  @Override
  void close();
}

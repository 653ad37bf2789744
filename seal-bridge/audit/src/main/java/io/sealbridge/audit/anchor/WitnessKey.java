package io.sealbridge.audit.anchor;

import io.sealbridge.audit.note.Cosignatures;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.keyring.Octets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** The Ed25519 key that a witness cosigns with. Immutable; safe for use by many threads. */
public final class WitnessKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int SIGNATURE_BYTES = 64;
  private static final int RAW_BYTES = 32;

  private final PrivateKey key;
  private final VerifierKey verifier;

  private WitnessKey(PrivateKey key, VerifierKey verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /**
   * Makes a key and gives it as PEM (PKCS#8), to be kept where only the witness can read it.
   *
   * @param random where the key comes from
   */
  public static String make(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
      String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      Arrays.fill(der, (byte) 0);
      return BEGIN + "\n" + lines + "\n" + END + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #make} made.
   *
   * @param name of the witness in signature lines
   * @throws IllegalArgumentException if it is no Ed25519 key in PKCS#8 PEM, or the name is none
   */
  public static WitnessKey parse(String name, String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("not an unencrypted PKCS#8 key (\"" + BEGIN + "\")");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
      return new WitnessKey(key, VerifierKey.cosignature(name, publicKey((EdECPrivateKey) key)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key in PKCS#8 PEM", e);
    }
  }

  /** The public key of RFC 8032: the point's y, little-endian, with the sign of x on top. */
  private static byte[] publicKey(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] seed = key.getBytes().orElseThrow();
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    EdECPublicKey point = (EdECPublicKey) generator.generateKeyPair().getPublic();
    byte[] y = point.getPoint().getY().toByteArray();
    byte[] raw = new byte[RAW_BYTES];
    for (int i = 0; i < Math.min(y.length, RAW_BYTES); i++) {
      raw[i] = y[y.length - 1 - i];
    }
    if (point.getPoint().isXOdd()) {
      raw[RAW_BYTES - 1] |= (byte) 0x80;
    }
    return raw;
  }

  /** What others verify with. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** Signs that {@code text} is the largest checkpoint of its log that was seen at {@code at}. */
  NoteSignature cosign(Instant at, String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(Cosignatures.message(at.getEpochSecond(), text));
      ByteBuffer timed = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES);
      timed.putLong(at.getEpochSecond()).put(signature.sign());
      return new NoteSignature(verifier.name(), verifier.id(), Octets.copyOf(timed.array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key that does not sign", e);
    }
  }

  /** Gives a generator of keys the seed of a key that exists, which makes its public key again. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    Seed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
    }
  }

  @Override
  public String toString() {
    return verifier.toString();
  }
}

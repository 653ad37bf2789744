package io.sealbridge.audit.note;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key that notes are verified with, written as a "vkey" (C2SP signed-note, "Verifier
 * keys"): name, id and key joined by plus signs. Immutable.
 */
public final class VerifierKey {
  /** The SubjectPublicKeyInfo of an Ed25519 key before its 32 bytes (RFC 8410, section 4). */
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;
  private static final int TIMED_BYTES = 8 + 64;
  private static final int P256_BITS = 256;

  private final String name;
  private final SignatureType type;
  private final byte[] material;
  private final PublicKey key;

  private VerifierKey(String name, SignatureType type, byte[] material) {
    this.name = name;
    this.type = type;
    this.material = material;
    this.key = publicKey(type, material);
  }

  /**
   * A key for ECDSA signatures of logs.
   *
   * @param spki the public key as SubjectPublicKeyInfo in DER
   * @throws IllegalArgumentException if it is no key on P-256, or the name is none
   */
  public static VerifierKey ecdsa(String name, byte[] spki) {
    KeyNames.require(name);
    return new VerifierKey(name, SignatureType.ECDSA, spki.clone());
  }

  /**
   * A key for cosignatures of witnesses.
   *
   * @param raw the 32 bytes of an Ed25519 key (RFC 8032)
   */
  public static VerifierKey cosignature(String name, byte[] raw) {
    KeyNames.require(name);
    return new VerifierKey(name, SignatureType.COSIGNATURE, raw.clone());
  }

  /** Reads a vkey. */
  public static VerifierKey parse(String vkey) throws MalformedNoteException {
    String[] parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3 || !KeyNames.isValid(parts[0])) {
      throw new MalformedNoteException("a verifier key is NAME+ID+BASE64");
    }
    byte[] coded = NoteText.base64(parts[2], "the verifier key of " + parts[0]);
    Optional<SignatureType> type =
        coded.length == 0 ? Optional.empty() : SignatureType.of(coded[0]);
    if (type.isEmpty()) {
      throw new MalformedNoteException(
          "the verifier key of " + parts[0] + " is of a kind that is not known here");
    }
    VerifierKey key;
    try {
      key = new VerifierKey(parts[0], type.get(), Arrays.copyOfRange(coded, 1, coded.length));
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("the verifier key of " + parts[0] + ": " + e.getMessage());
    }
    if (!parts[1].equals(key.hexId())) {
      throw new MalformedNoteException("the id of the verifier key of " + parts[0] + " is wrong");
    }
    return key;
  }

  public String name() {
    return name;
  }

  public SignatureType type() {
    return type;
  }

  /** The 4 bytes that go with the name in signature lines. */
  public int id() {
    byte[] hashed =
        switch (type) {
          case ECDSA -> material;
          case ED25519, COSIGNATURE -> namedMaterial();
        };
    return ByteBuffer.wrap(sha256(hashed)).getInt();
  }

  private byte[] namedMaterial() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.write(type.code());
    bytes.writeBytes(material);
    return bytes.toByteArray();
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(id());
  }

  /** As in files and options. */
  public String vkey() {
    byte[] coded = new byte[1 + material.length];
    coded[0] = type.code();
    System.arraycopy(material, 0, coded, 1, material.length);
    return name + "+" + hexId() + "+" + Base64.getEncoder().encodeToString(coded);
  }

  /** Whether a signature line says that it is by this key. */
  public boolean isNamedBy(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId() == id();
  }

  /** Whether {@code signature} is by this key and of this text. */
  public boolean verifies(String text, NoteSignature signature) {
    if (!isNamedBy(signature)) {
      return false;
    }
    byte[] bytes = signature.bytes().lend();
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return switch (type) {
      case ECDSA -> verified("SHA256withECDSA", message, bytes);
      case ED25519 -> verified("Ed25519", message, bytes);
      case COSIGNATURE ->
          bytes.length == TIMED_BYTES
              && isTime(seconds(bytes))
              && verified(
                  "Ed25519",
                  Cosignatures.message(seconds(bytes), text),
                  Arrays.copyOfRange(bytes, 8, bytes.length));
    };
  }

  /** Whether a signature of the note is by this key; one that is and does not verify spoils it. */
  public boolean signed(SignedNote note) {
    boolean found = false;
    for (NoteSignature signature : note.signatures()) {
      if (isNamedBy(signature)) {
        if (!verifies(note.text(), signature)) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** When a witness signed, by its own clock; empty if this key is no witness's or did not. */
  public Optional<Instant> cosignedAt(SignedNote note) {
    return type == SignatureType.COSIGNATURE && signed(note)
        ? note.signatures().stream()
            .filter(this::isNamedBy)
            .map(signature -> Instant.ofEpochSecond(seconds(signature.bytes().lend())))
            .findFirst()
        : Optional.empty();
  }

  private static boolean isTime(long seconds) {
    return seconds >= 0 && seconds <= Instant.MAX.getEpochSecond();
  }

  private static long seconds(byte[] signature) {
    return ByteBuffer.wrap(signature).getLong();
  }

  private boolean verified(String algorithm, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static PublicKey publicKey(SignatureType type, byte[] material) {
    try {
      return switch (type) {
        case ECDSA -> {
          PublicKey key =
              KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(material));
          if (!(key instanceof ECPublicKey ec)
              || ec.getParams().getCurve().getField().getFieldSize() != P256_BITS
              || !Arrays.equals(key.getEncoded(), material)) {
            throw new IllegalArgumentException("not a P-256 key in DER");
          }
          yield key;
        }
        case ED25519, COSIGNATURE -> {
          if (material.length != ED25519_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
          }
          byte[] spki = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + ED25519_BYTES);
          System.arraycopy(material, 0, spki, ED25519_HEAD.length, ED25519_BYTES);
          yield KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public key of its kind", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && vkey().equals(that.vkey());
  }

  @Override
  public int hashCode() {
    return vkey().hashCode();
  }

  @Override
  public String toString() {
    return vkey();
  }
}

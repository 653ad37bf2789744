package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/** What came of opening an envelope with one data key. */
public sealed interface Opening {
  /** The caller closes the plaintext. */
  record Opened(SecretBytes plaintext) implements Opening {}

  /** The data key is not the one that the envelope commits to; another recipient's may be. */
  record OtherDataKey() implements Opening {}

  /** The data key is right; payload, header or the caller's associated data are not. */
  record Forged() implements Opening {}

  /**
   * Opens {@code envelope}. The data key may be of any length, as a token gave it; the commitment
   * is compared in constant time before the payload is touched. Does not close the data key.
   */
  static Opening of(Envelope envelope, SecretBytes dataKey, byte[] aad) {
    try (DerivedKeys keys = DerivedKeys.of(dataKey)) {
      boolean committed = MessageDigest.isEqual(keys.commitment(), envelope.commitment());
      if (!committed || dataKey.length() != EnvelopeFormat.DATA_KEY_LENGTH) {
        return new OtherDataKey();
      }
      Cipher cipher =
          PayloadCipher.begin(Cipher.DECRYPT_MODE, keys.payloadKey(), envelope.header(), aad);
      ByteBuffer payload = envelope.payload();
      byte[] plaintext = new byte[payload.remaining() - EnvelopeFormat.TAG_LENGTH];
      cipher.doFinal(payload, ByteBuffer.wrap(plaintext));
      return new Opened(SecretBytes.takeOwnershipOf(plaintext));
    } catch (AEADBadTagException _) {
      return new Forged();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot open an envelope", e);
    }
  }

  /** A key that opens nothing, to go on with when an unwrap has failed. */
  static SecretBytes strangerDataKey(SecureRandom random) {
    byte[] bytes = new byte[EnvelopeFormat.DATA_KEY_LENGTH];
    random.nextBytes(bytes);
    return SecretBytes.takeOwnershipOf(bytes);
  }
}

package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/**
 * What HKDF-SHA-256 (RFC 5869, empty salt) makes of a data key: the commitment, which is public,
 * and the payload key. One output block each, so expanding is one HMAC. Written out because the
 * JDK's KDF extracts anew for each of the two.
 */
final class DerivedKeys implements AutoCloseable {
  private static final String HMAC = "HmacSHA256";
  private static final byte[] COMMIT = "seal-bridge/1 commit".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PAYLOAD = "seal-bridge/1 payload".getBytes(StandardCharsets.US_ASCII);

  private final byte[] commitment;
  private final EphemeralKey payloadKey;

  private DerivedKeys(byte[] commitment, EphemeralKey payloadKey) {
    this.commitment = commitment;
    this.payloadKey = payloadKey;
  }

  static DerivedKeys of(SecretBytes dataKey) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    // An empty salt is a block of zeros (RFC 5869, section 2.2).
    try (EphemeralKey salt = EphemeralKey.takeOwnershipOf(new byte[mac.getMacLength()], HMAC)) {
      mac.init(salt);
    }
    dataKey.use(
        bytes -> {
          mac.update(bytes);
          return bytes.length;
        });
    try (EphemeralKey pseudoRandomKey = EphemeralKey.takeOwnershipOf(mac.doFinal(), HMAC)) {
      mac.init(pseudoRandomKey);
      byte[] commitment = expand(mac, COMMIT);
      return new DerivedKeys(commitment, EphemeralKey.takeOwnershipOf(expand(mac, PAYLOAD), "AES"));
    }
  }

  private static byte[] expand(Mac mac, byte[] info) {
    mac.update(info);
    mac.update((byte) 1);
    return mac.doFinal();
  }

  byte[] commitment() {
    return commitment.clone();
  }

  EphemeralKey payloadKey() {
    return payloadKey;
  }

  @Override
  public void close() {
    payloadKey.close();
  }
}

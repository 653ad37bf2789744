package io.sealbridge.keyring.envelope;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key that can be wiped, which {@code SecretKeySpec} cannot. Providers take and clear their own
 * copy of {@link #getEncoded()}; what they expand from it is left to the collector.
 */
final class EphemeralKey implements SecretKey, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final transient byte[] bytes;
  private final String algorithm;

  private EphemeralKey(byte[] bytes, String algorithm) {
    this.bytes = bytes;
    this.algorithm = algorithm;
  }

  static EphemeralKey takeOwnershipOf(byte[] bytes, String algorithm) {
    return new EphemeralKey(bytes, algorithm);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}

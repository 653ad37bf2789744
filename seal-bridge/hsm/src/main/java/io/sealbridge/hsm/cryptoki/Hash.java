package io.sealbridge.hsm.cryptoki;

/** A hash of RSA-OAEP or RSA-PSS, used for MGF1 alike. */
public enum Hash {
  SHA1(0x220, 1, 20),
  SHA224(0x255, 5, 28),
  SHA256(0x250, 2, 32),
  SHA384(0x260, 3, 48),
  SHA512(0x270, 4, 64);

  private final long mechanism;
  private final long maskGeneration;
  private final int length;

  Hash(long mechanism, long maskGeneration, int length) {
    this.mechanism = mechanism;
    this.maskGeneration = maskGeneration;
    this.length = length;
  }

  long mechanism() {
    return mechanism;
  }

  long maskGeneration() {
    return maskGeneration;
  }

  /** In bytes. */
  public int length() {
    return length;
  }
}

package io.sealbridge.keyring;

/**
 * The signature that ended the last freeze of a key. Who may thaw holds a private key that no
 * bridge has; every replica verifies before it acts by a state that is not frozen any more.
 *
 * @param serial of the state that was ended, which is what was signed
 * @param signature by a key that the configuration names
 */
public record Thaw(long serial, Octets signature) {
  private static final int LONGEST = 256;

  public Thaw {
    if (serial < 1) {
      throw new IllegalArgumentException("thaw.serial must be at least 1, was " + serial);
    }
    if (signature.length() < 1 || signature.length() > LONGEST) {
      throw new IllegalArgumentException(
          "thaw.signature must have between 1 and %d bytes, had %d"
              .formatted(LONGEST, signature.length()));
    }
  }
}

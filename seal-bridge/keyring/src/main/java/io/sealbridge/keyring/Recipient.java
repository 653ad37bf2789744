package io.sealbridge.keyring;

/** One HSM that holds a version: the HSM's configured name and the key there. */
public record Recipient(String hsm, CkaId id, KeyType type, Usage usage, Origin origin) {
  /** A key made on the HSM that never leaves it. */
  public Recipient(String hsm, CkaId id, KeyType type, Usage usage) {
    this(hsm, id, type, usage, Origin.GENERATED);
  }

  /** The key on the token, for the version that this is a recipient of. */
  public TokenKey tokenKey(KeyName key, int version) {
    return new TokenKey(id, KeyVersion.label(key, version), type, usage, origin);
  }

  /**
   * How it wraps data keys.
   *
   * @throws IllegalStateException if it does not; {@link Layout#ENVELOPE} promises that it does
   */
  public Wrapping wrapping() {
    return switch (usage) {
      case Wrapping wrapping -> wrapping;
      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
          throw new IllegalStateException("the key on " + hsm + " wraps no data keys");
    };
  }
}

package io.sealbridge.keyring;

/** The {@link Usage} asked for when a key is made or imported. */
public sealed interface UsageChoice {
  record AesGcm() implements UsageChoice {}

  /** {@code signs}: the key signs too. */
  record RsaOaep(OaepHash hash, boolean signs) implements UsageChoice {
    public RsaOaep(OaepHash hash) {
      this(hash, false);
    }
  }

  record Signing() implements UsageChoice {}

  record Mac() implements UsageChoice {}

  record Unwrapping(OaepHash hash) implements UsageChoice {}
}

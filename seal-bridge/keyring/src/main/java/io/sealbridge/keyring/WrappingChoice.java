package io.sealbridge.keyring;

/** The wrapping asked for when a key is made. */
public sealed interface WrappingChoice {
  record AesGcm() implements WrappingChoice {}

  record RsaOaep(OaepHash hash) implements WrappingChoice {}

  /** A key that signs and wraps nothing. */
  record None() implements WrappingChoice {}
}

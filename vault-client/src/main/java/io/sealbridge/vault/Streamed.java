package io.sealbridge.vault;

/** How a read that streams ended. */
sealed interface Streamed<T> {
  record Read<T>(T value) implements Streamed<T> {}

  record Refused<T>(VaultAnswer answer) implements Streamed<T> {}
}

package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;

/**
 * Works with a key. A {@code hash} is the name of a hash function from the path, one that there is,
 * or empty.
 */
public sealed interface UseRoute extends Route.OnKey {

  /** The name for metrics. */
  default String label() {
    return switch (this) {
      case Encrypt _ -> "encrypt";
      case Decrypt _ -> "decrypt";
      case Rewrap _ -> "rewrap";
      case DataKey _ -> "datakey";
      case Sign _ -> "sign";
      case Verify _ -> "verify";
      case Hmac _ -> "hmac";
    };
  }

  record Encrypt(KeyName key) implements UseRoute {}

  record Decrypt(KeyName key) implements UseRoute {}

  record Rewrap(KeyName key) implements UseRoute {}

  /** {@code shown}: the data key is answered in plaintext too. */
  record DataKey(KeyName key, boolean shown) implements UseRoute {}

  record Sign(KeyName key, String hash) implements UseRoute {}

  record Verify(KeyName key, String hash) implements UseRoute {}

  record Hmac(KeyName key, String hash) implements UseRoute {}
}

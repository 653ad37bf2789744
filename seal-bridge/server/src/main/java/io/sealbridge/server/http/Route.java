package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;

/** What a request asks for. */
public sealed interface Route {

  /** The name for metrics. */
  default String operation() {
    return switch (this) {
      case Encrypt _ -> "encrypt";
      case Decrypt _ -> "decrypt";
      case ReadKey _ -> "read";
      case ListKeys _ -> "list";
      case RotateKey _ -> "rotate";
      case LookupSelf _ -> "lookup-self";
      case RenewSelf _ -> "renew-self";
      case RevokeSelf _ -> "revoke-self";
      case Login _ -> "login";
      case Mounts _ -> "mounts";
      case Health _ -> "health";
      case SealStatus _ -> "seal-status";
      case Leader _ -> "leader";
    };
  }

  /** Needs an identity. */
  sealed interface Authenticated extends Route {}

  /** Uses or shows one key. */
  sealed interface OnKey extends Authenticated {
    KeyName key();
  }

  /** Answers everyone, as Vault does, and tells nothing worth hiding. */
  sealed interface Open extends Route {}

  record Encrypt(KeyName key) implements OnKey {}

  record Decrypt(KeyName key) implements OnKey {}

  record ReadKey(KeyName key) implements OnKey {}

  record RotateKey(KeyName key) implements OnKey {}

  record ListKeys() implements Authenticated {}

  record LookupSelf() implements Authenticated {}

  record RenewSelf() implements Authenticated {}

  record RevokeSelf() implements Authenticated {}

  /** Makes somebody known who is not yet; {@code mount} is a configured one. */
  record Login(String mount) implements Route {}

  record Mounts() implements Authenticated {}

  /** {@code query} holds Vault's overrides of status codes. */
  record Health(Query query) implements Open {}

  record SealStatus() implements Open {}

  record Leader() implements Open {}
}

package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;

/** What a request asks for. */
public sealed interface Route {

  /** The name for metrics. */
  default String operation() {
    return switch (this) {
      case UseRoute use -> use.label();
      case KeyRoute key -> key.label();
      case PlainRoute plain -> plain.label();
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
  sealed interface Authenticated extends Route
      permits OnKey, PlainRoute, LookupSelf, RenewSelf, RevokeSelf, Mounts {}

  /** Uses, shows or changes one key. */
  sealed interface OnKey extends Authenticated permits UseRoute, KeyRoute {
    KeyName key();
  }

  /** Answers everyone, as Vault does, and tells nothing worth hiding. */
  sealed interface Open extends Route {}

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

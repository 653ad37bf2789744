package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;

/** Shows or changes a key. */
public sealed interface KeyRoute extends Route.OnKey {

  /** The name for metrics. */
  default String label() {
    return switch (this) {
      case CreateKey _ -> "create";
      case ReadKey _ -> "read";
      case DeleteKey _ -> "delete";
      case ConfigureKey _ -> "configure";
      case RotateKey _ -> "rotate";
      case TrimKey _ -> "trim";
      case ImportKey _ -> "import";
      case ImportVersion _ -> "import-version";
      case RequestCertificate _ -> "csr";
      case SetCertificates _ -> "set-certificate";
      case ExportPublicKey _ -> "export";
      case WrapKey _ -> "byok-export";
      case ReadUsage _ -> "usage";
    };
  }

  record CreateKey(KeyName key) implements KeyRoute {}

  record ReadKey(KeyName key) implements KeyRoute {}

  record DeleteKey(KeyName key) implements KeyRoute {}

  record ConfigureKey(KeyName key) implements KeyRoute {}

  record RotateKey(KeyName key) implements KeyRoute {}

  record TrimKey(KeyName key) implements KeyRoute {}

  record ImportKey(KeyName key) implements KeyRoute {}

  record ImportVersion(KeyName key) implements KeyRoute {}

  record RequestCertificate(KeyName key) implements KeyRoute {}

  record SetCertificates(KeyName key) implements KeyRoute {}

  record ExportPublicKey(KeyName key, Versions versions, PublicKeyFormat format)
      implements KeyRoute {}

  /**
   * Wraps {@code key} for a holder that the configuration names.
   *
   * @param receiver a name in {@code exportTo}, if there is one
   * @param hash of OAEP, as the client spelled it; empty for the default
   */
  record WrapKey(KeyName key, String receiver, Versions versions, String hash)
      implements KeyRoute {}

  record ReadUsage(KeyName key) implements KeyRoute {}
}

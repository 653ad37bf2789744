package io.sealbridge.k8sauth.render;

import io.sealbridge.k8sauth.access.Product;
import io.sealbridge.k8sauth.access.SealSection;

/** The stanza by which Vault has its root key wrapped by the bridge. */
final class SealStanza {
  static final String FOLDER = "/etc/seal-bridge";
  static final String AUTHORITY = "ca.crt";
  static final String CERTIFICATES = FOLDER + "/tls";
  static final String TOKEN_VARIABLE = "SEAL_BRIDGE_TOKEN";

  private SealStanza() {}

  /** It holds no secret: certificate and token are named, not written out. */
  static String of(Scope scope, SealSection seal) {
    return Hcl.text(
        hcl -> {
          if (scope.manifests().product() == Product.VAULT) {
            hcl.comment("Vault takes no audit device from its configuration. Once it is unsealed:")
                .comment("vault audit enable file file_path=stdout");
          }
          hcl.block("seal", stanza -> stanza(scope, seal, stanza), "transit");
        });
  }

  private static void stanza(Scope scope, SealSection seal, Hcl stanza) {
    switch (seal.proof()) {
      case PROXY -> stanza.set("address", "unix://" + SealProxy.SOCKET);
      case CERTIFICATE -> {
        direct(scope, seal, stanza);
        stanza
            .set("tls_client_cert", CERTIFICATES + "/tls.crt")
            .set("tls_client_key", CERTIFICATES + "/tls.key");
      }
      case TOKEN -> {
        direct(scope, seal, stanza);
        stanza.set("token", "env://" + TOKEN_VARIABLE);
      }
    }
    stanza
        .set("mount_path", seal.mount() + "/")
        .set("key_name", seal.key())
        .set("disable_renewal", "true");
  }

  private static void direct(Scope scope, SealSection seal, Hcl stanza) {
    stanza.set("address", seal.address().toString());
    if (scope.bridgeAuthorities().isPresent()) {
      stanza.set("tls_ca_cert", FOLDER + "/" + AUTHORITY);
    }
  }
}

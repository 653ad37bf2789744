package io.sealbridge.k8sauth.render;

import io.sealbridge.k8sauth.access.SealSection;

/** The product's own proxy beside Vault, which logs in to the bridge so that Vault need not. */
final class SealProxy {
  static final String SOCKET_FOLDER = "/run/seal-bridge";
  static final String SOCKET = SOCKET_FOLDER + "/proxy.sock";
  static final String TOKEN_FOLDER = "/var/run/secrets/seal-bridge";

  private SealProxy() {}

  static String configuration(Scope scope, SealSection seal) {
    return Hcl.text(
        hcl ->
            hcl.block(
                    "vault",
                    vault -> {
                      vault.set("address", seal.address().toString());
                      if (scope.bridgeAuthorities().isPresent()) {
                        vault.set("ca_cert", SealStanza.FOLDER + "/" + SealStanza.AUTHORITY);
                      }
                    })
                .block(
                    "auto_auth",
                    login -> login.block("method", it -> method(seal, it), "kubernetes"))
                .block(
                    "api_proxy",
                    proxy ->
                        proxy
                            .comment("Whatever token a request brings is replaced.")
                            .set("use_auto_auth_token", "force"))
                .block(
                    "listener",
                    listener ->
                        listener
                            .set("address", SOCKET)
                            .set("socket_mode", "0600")
                            .set("tls_disable", true),
                    "unix"));
  }

  private static void method(SealSection seal, Hcl method) {
    method
        .set("mount_path", "auth/" + seal.loginMount())
        .comment(
            "By default it would wait for up to five minutes, with Vault sealed all that time.")
        .set("min_backoff", "1s")
        .set("max_backoff", "10s")
        .block(
            "config",
            config ->
                config
                    .set("role", seal.loginRole())
                    .set("token_path", TOKEN_FOLDER + "/" + PodParts.TOKEN_FILE));
  }
}

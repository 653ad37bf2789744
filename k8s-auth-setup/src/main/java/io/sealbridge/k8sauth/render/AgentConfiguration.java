package io.sealbridge.k8sauth.render;

/** What the agent of either product is told. */
final class AgentConfiguration {
  static final String FOLDER = "/etc/vault-agent";
  static final String FILE = "agent.hcl";
  static final String TOKEN_FOLDER = "/var/run/secrets/vault";

  private AgentConfiguration() {}

  /**
   * Logs in with the projected token and renders every secret into a file of its own, for its owner
   * alone; a secret without the right to read it ends the agent, and does not leave it there mute.
   *
   * @param once to end as soon as all files are there
   */
  static String of(Workload workload, boolean once) {
    return Hcl.text(
        hcl -> {
          if (once) {
            hcl.set("exit_after_auth", true);
          }
          hcl.block("vault", vault -> vault(workload, vault))
              .block("auto_auth", login -> login(workload, login))
              .block(
                  "template_config",
                  config ->
                      config
                          .set("exit_on_retry_failure", true)
                          .set("static_secret_render_interval", workload.scope().refresh()));
          for (SecretFile secret : workload.secrets()) {
            hcl.block("template", template -> template(secret, template));
          }
        });
  }

  private static void vault(Workload workload, Hcl vault) {
    vault.set("address", workload.scope().vaultAddress().toString());
    if (workload.scope().vaultAuthorities().isPresent()) {
      vault.set("ca_cert", FOLDER + "/" + VaultAuthorities.KEY);
    }
  }

  private static void login(Workload workload, Hcl login) {
    boolean jwt = workload.scope().logsInByJwt();
    String token = TOKEN_FOLDER + "/" + PodParts.TOKEN_FILE;
    login.block(
        "method",
        method -> {
          method
              .set("mount_path", workload.loginPath())
              .comment("Without these, it would wait for up to five minutes after a failed login.")
              .set("min_backoff", "1s")
              .set("max_backoff", "30s")
              .block(
                  "config",
                  config -> {
                    config.set("role", workload.role()).set(jwt ? "path" : "token_path", token);
                    if (jwt) {
                      config
                          .comment("By default the file would be deleted once it was read.")
                          .set("remove_jwt_after_reading", false);
                    }
                  });
        },
        jwt ? "jwt" : "kubernetes");
  }

  private static void template(SecretFile secret, Hcl template) {
    template
        .set("contents", secret.template())
        .set("destination", secret.path())
        .set("perms", "0400")
        .set("error_on_missing_key", true);
  }
}

package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.NearestName;
import io.sealbridge.configuration.YamlNode;
import java.util.List;

/** An auth method of the file and its roles. */
final class AuthEntry {
  private static final List<String> TYPES = List.of("kubernetes", "jwt");

  private AuthEntry() {}

  static List<YamlNode.Mapping> roles(Fields method, List<AuthMount> mounts) {
    String type = method.required("type");
    if (!TYPES.contains(type)) {
      throw method.failure(
          method.line(),
          "type",
          "is %s; this tool sets up kubernetes and jwt: keep others in a file for bank-vaults"
              .formatted(type));
    }
    AuthMount mount = mount(method, type, mounts);
    method.word("description");
    method.section("config").ifPresent(config -> check(config, mount));
    method.refuse("options", "is not known here: remove it");
    List<YamlNode.Mapping> roles =
        method.sections("roles").stream()
            .map(role -> mount.jwt() ? JwtRole.of(role, mount) : KubernetesRole.of(role, mount))
            .toList();
    method.done();
    return roles;
  }

  private static AuthMount mount(Fields method, String type, List<AuthMount> mounts) {
    String path = method.text("path", type);
    AuthMount found =
        mounts.stream()
            .filter(mount -> mount.mount().equals(path))
            .findFirst()
            .orElseThrow(
                () ->
                    method.failure(
                        method.line(),
                        "path",
                        "is %s, but no cluster of the description of access has this mount%s"
                            .formatted(
                                path,
                                NearestName.hint(
                                    path, mounts.stream().map(AuthMount::mount).toList()))));
    if (!found.type().equals(type)) {
      throw method.failure(
          method.line(),
          "type",
          "is %s, but the setup of cluster %s makes a method of type %s"
              .formatted(type, found.cluster(), found.type()));
    }
    return found;
  }

  /** All of it follows from the cluster's set-up, so it may only repeat that. */
  private static void check(Fields config, AuthMount mount) {
    config.refuse(
        "token_reviewer_jwt",
        "is a secret; a file with it is not read: take it out, the setup of cluster %s finds one"
            .formatted(mount.cluster()));
    config.refuseUnless(
        "kubernetes_host",
        mount.apiServer().orElse(""),
        "is not the apiServer of cluster %s: say the same there, or take it out"
            .formatted(mount.cluster()));
    config.refuseUnless(
        "disable_iss_validation", "true", "is always true here: the API server checks the issuer");
    for (String found :
        List.of(
            "kubernetes_ca_cert",
            "disable_local_ca_jwt",
            "issuer",
            "pem_keys",
            "oidc_discovery_url",
            "oidc_discovery_ca_pem",
            "jwt_validation_pubkeys",
            "jwks_url",
            "bound_issuer",
            "default_role")) {
      config.refuse(
          found, "follows from the setup of cluster %s; take it out".formatted(mount.cluster()));
    }
    config.done();
  }
}

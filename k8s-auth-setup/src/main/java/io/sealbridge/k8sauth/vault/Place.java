package io.sealbridge.k8sauth.vault;

/**
 * Where in Vault something is that this tool may set up. Names have no slash at either end; names
 * of roles and policies are in lower case, as the server stores them.
 */
public sealed interface Place extends Recorded {

  /** A secret engine, mounted at {@code mount}. */
  record SecretEngine(String mount) implements Place {}

  /** An auth method, mounted at {@code auth/<mount>}. */
  record AuthMethod(String mount) implements Place {}

  /** The configuration of the auth method at {@code auth/<mount>}. */
  record AuthConfig(String mount) implements Place {}

  /** An ACL policy. */
  record Policy(String name) implements Place {}

  /** A role of the auth method at {@code auth/<mount>}. */
  record Role(String mount, String name) implements Place {}

  /** The path below {@code /v1/} under which it is written. */
  @Override
  default String path() {
    return switch (this) {
      case SecretEngine engine -> "sys/mounts/" + engine.mount();
      case AuthMethod method -> "sys/auth/" + method.mount();
      case AuthConfig config -> "auth/" + config.mount() + "/config";
      case Policy policy -> "sys/policies/acl/" + policy.name();
      case Role role -> "auth/" + role.mount() + "/role/" + role.name();
    };
  }

  @Override
  default String title() {
    return switch (this) {
      case SecretEngine engine -> "secret engine " + engine.mount() + "/";
      case AuthMethod method -> "auth method " + method.mount() + "/";
      case AuthConfig config -> "configuration of auth method " + config.mount() + "/";
      case Policy policy -> "policy " + policy.name();
      case Role role -> "role " + role.name() + " of auth method " + role.mount() + "/";
    };
  }
}

package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.server.config.LoginRoleConfiguration;
import io.sealbridge.server.identity.Identification.Reason;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A ServiceAccount as a token names it. */
record ServiceAccount(String namespace, String name, String uid) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  ServiceAccount {
    if (!NAME.matcher(namespace).matches() || !NAME.matcher(name).matches()) {
      throw refused("the token names no ServiceAccount: its name or namespace is not one");
    }
    if (!UID.matcher(uid).matches()) {
      throw refused("the token's ServiceAccount has no uid");
    }
  }

  /**
   * As the claims say, which must agree with each other.
   *
   * @throws LoginRefusedException if they name none
   */
  static ServiceAccount of(Jwt jwt) {
    JsonNode bound = jwt.claims().path("kubernetes.io");
    JsonNode account = bound.path("serviceaccount");
    ServiceAccount claimed =
        new ServiceAccount(
            StrictJson.text(bound, "namespace").orElse(""),
            StrictJson.text(account, "name").orElse(""),
            StrictJson.text(account, "uid").orElse(""));
    if (!jwt.claim("sub").orElse("").equals(claimed.userName())) {
      throw refused("the token's sub is not the ServiceAccount that its other claims name");
    }
    return claimed;
  }

  /** What the cluster calls its user. */
  String userName() {
    return "system:serviceaccount:" + namespace + ":" + name;
  }

  void checkRole(LoginRoleConfiguration role) {
    if (!role.admits(namespace, name)) {
      throw new LoginRefusedException(
          Reason.LOGIN_CLAIMS,
          "the role "
              + role.name()
              + " is not for ServiceAccount "
              + namespace
              + "/"
              + name
              + "; it names serviceAccounts "
              + role.serviceAccounts()
              + " in namespaces "
              + role.namespaces());
    }
  }

  /**
   * Its own audience is there, and none that the API server would take; by default that is the
   * cluster's issuer.
   */
  static void checkAudience(Jwt jwt, String audience, Set<String> apiServer) {
    Set<String> audiences = JwtRules.audiences(jwt);
    if (!audiences.contains(audience)) {
      throw new LoginRefusedException(
          Reason.LOGIN_AUDIENCE,
          "the audience must be "
              + audience
              + ", was "
              + Shown.of(String.join(", ", audiences))
              + "; project a token with that audience into the pod");
    }
    for (String other : audiences) {
      if (apiServer.contains(other) || jwt.claim("iss").filter(other::equals).isPresent()) {
        throw new LoginRefusedException(
            Reason.LOGIN_AUDIENCE,
            "the token has the API server's audience "
                + other
                + " too, so it would give the cluster away; project one with the audience "
                + audience
                + " alone");
      }
    }
  }

  LoginVerifier.Proof proof(String mount) {
    return new LoginVerifier.Proof(
        "kubernetes:" + mount + ":" + namespace + "/" + name + ":" + uid,
        Map.of(
            "service_account_name", name,
            "service_account_namespace", namespace,
            "service_account_uid", uid,
            "service_account_secret_name", ""));
  }

  private static LoginRefusedException refused(String detail) {
    return new LoginRefusedException(Reason.LOGIN_JWT, detail);
  }
}

package io.sealbridge.server.login;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.sealbridge.server.identity.Identification.Reason;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JWTs as the clouds write them: who they are for, and by which one claim they would be another.
 */
class IssuerShapesTest {

  private static final IssuerKey KEY = IssuerKey.rsa("kid-1");
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String OBJECT = "66666666-7777-8888-9999-aaaaaaaaaaaa";
  private static final String AZURE_ROLE =
      "audiences: [\"api://seal-bridge\", \"99999999-8888-7777-6666-555555555555\"],"
          + " claims: { tid: "
          + TENANT
          + ", oid: "
          + OBJECT
          + " }";
  private static final String AZURE_ISSUERS =
      "\"https://sts.windows.net/"
          + TENANT
          + "/\", \"https://login.microsoftonline.com/"
          + TENANT
          + "/v2.0\"";

  @TempDir Path folder;

  private final TestServer server = new TestServer().publish("/keys", KEY);

  @AfterEach
  void stop() {
    server.close();
  }

  /**
   * A shape.
   *
   * @param role the part of the role's configuration that says who
   * @param other claims that make it somebody else's token
   */
  private static Arguments shape(
      String name,
      String issuers,
      String role,
      Map<String, Object> claims,
      Map<String, Object> other) {
    return argumentSet(name, issuers, role, claims, other);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape(
            "Azure v1",
            AZURE_ISSUERS,
            AZURE_ROLE,
            Map.of(
                "iss",
                "https://sts.windows.net/" + TENANT + "/",
                "aud",
                "api://seal-bridge",
                "tid",
                TENANT,
                "oid",
                OBJECT,
                "sub",
                OBJECT,
                "appid",
                "client-1",
                "ver",
                "1.0"),
            Map.of("oid", "77777777-7777-8888-9999-aaaaaaaaaaaa")),
        shape(
            "Azure v2",
            AZURE_ISSUERS,
            AZURE_ROLE,
            Map.of(
                "iss",
                "https://login.microsoftonline.com/" + TENANT + "/v2.0",
                "aud",
                "99999999-8888-7777-6666-555555555555",
                "tid",
                TENANT,
                "oid",
                OBJECT,
                "azp",
                "client-1",
                "ver",
                "2.0"),
            Map.of("tid", "22222222-2222-3333-4444-555555555555")),
        shape(
            "Google",
            "\"https://accounts.google.com\"",
            "audiences: [seal-bridge], claims: { sub: \"104857600000000000000\" }",
            Map.of(
                "iss", "https://accounts.google.com",
                "aud", "seal-bridge",
                "azp", "104857600000000000000",
                "email", "vault@project.iam.gserviceaccount.com",
                "email_verified", true,
                "sub", "104857600000000000000"),
            Map.of("sub", "104857600000000000001")),
        shape(
            "EKS",
            "\"https://oidc.eks.eu-central-1.amazonaws.com/id/ABC\"",
            "audiences: [seal-bridge], claims: { sub: \"system:serviceaccount:vault:vault\" }",
            Map.of(
                "iss",
                "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC",
                "aud",
                List.of("seal-bridge"),
                "sub",
                "system:serviceaccount:vault:vault",
                "kubernetes.io",
                Map.of("namespace", "vault")),
            Map.of("sub", "system:serviceaccount:other:vault")),
        shape(
            "GitHub",
            "\"https://token.actions.githubusercontent.com\"",
            "audiences: [seal-bridge], claims: { repository_id: \"123456789\", environment: release }",
            Map.of(
                "iss", "https://token.actions.githubusercontent.com",
                "aud", "seal-bridge",
                "sub", "repo:bank/vault:environment:release",
                "repository_id", "123456789",
                "environment", "release",
                "run_attempt", "1"),
            Map.of("environment", "test")),
        shape(
            "SPIFFE",
            "\"https://spire.example.org\"",
            "audiences: [seal-bridge], claims: { sub: \"spiffe://example.org/vault\" }",
            Map.of(
                "iss", "https://spire.example.org",
                "aud", List.of("seal-bridge"),
                "sub", "spiffe://example.org/vault"),
            Map.of("sub", "spiffe://example.org/vault/other")));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void knowsItsOwnAndNobodyElse(
      String issuers, String role, Map<String, Object> claims, Map<String, Object> other) {
    // given
    server.writeCa(folder, "ca.pem");
    String logins =
        """
          - mount: idp
            jwt: { issuers: [%s], keys: { url: "%s", ca: ca.pem } }
            roles: [ { name: vault, identity: vault-a, %s } ]
        """
            .formatted(issuers, server.url("/keys"), role);

    // then
    try (LoginScene scene = new LoginScene(folder, logins)) {
      scene.refuses("idp", jwt(scene, claims, other), Reason.LOGIN_CLAIMS, "the claim ");
      scene.refuses(
          "idp", jwt(scene, claims, Map.of("iss", "https://evil")), Reason.LOGIN_ISSUER, "");
      scene.refuses("idp", jwt(scene, claims, Map.of("aud", "x")), Reason.LOGIN_AUDIENCE, "");
      scene.admits("idp", jwt(scene, claims, Map.of()));
    }
  }

  private static String jwt(
      LoginScene scene, Map<String, Object> claims, Map<String, Object> other) {
    long now = scene.clock().instant().getEpochSecond();
    Map<String, Object> all = new LinkedHashMap<>(claims);
    all.putAll(other);
    all.put("iat", now);
    all.put("exp", now + 3600);
    return new TestJwt(Map.of("typ", "JWT"), all).signed(KEY);
  }
}

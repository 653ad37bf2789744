package io.sealbridge.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.sealbridge.server.identity.Identification.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ServiceAccount tokens verified with the cluster's published keys. */
class ServiceAccountTrapsTest {

  private static final String ISSUER = "https://kubernetes.example";
  private static final IssuerKey KEY = IssuerKey.rsa("cluster-1");
  private static final IssuerKey OTHER_CLUSTER = IssuerKey.rsa("cluster-2");

  @TempDir Path folder;

  private LoginScene scene;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("one.json"), TestServer.keySet(KEY));
    Files.writeString(folder.resolve("two.json"), TestServer.keySet(OTHER_CLUSTER));
    String mounts = "";
    for (String name : List.of("one", "two")) {
      mounts +=
          """
            - mount: %s
              kubernetes: { mode: jwks, issuer: "%s", keys: { file: %s.json } }
              roles:
                - name: vault
                  identity: vault-a
                  serviceAccounts: [vault]
                  namespaces: [bank]
                  audience: seal-bridge
          """
              .formatted(name, ISSUER, name);
    }
    scene = new LoginScene(folder, mounts);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private static Arguments trap(
      String name, Reason reason, String detail, UnaryOperator<TestJwt> change) {
    return argumentSet(name, reason, detail, change);
  }

  static Stream<Arguments> traps() {
    String own = "the audience must be seal-bridge, was ";
    String given = "would give the cluster away";
    String none = "the token names no ServiceAccount";
    return Stream.of(
        trap("no audience", Reason.LOGIN_AUDIENCE, "no audience", jwt -> jwt.without("aud")),
        trap("other audience", Reason.LOGIN_AUDIENCE, own, jwt -> jwt.claim("aud", "vault")),
        trap(
            "the API server's alone",
            Reason.LOGIN_AUDIENCE,
            own,
            jwt -> jwt.claim("aud", List.of("https://kubernetes.default.svc"))),
        trap(
            "the API server's too",
            Reason.LOGIN_AUDIENCE,
            given,
            jwt -> jwt.claim("aud", List.of("https://kubernetes.default.svc", "seal-bridge"))),
        trap(
            "the API server's default, which is the issuer",
            Reason.LOGIN_AUDIENCE,
            given,
            jwt -> jwt.claim("aud", List.of("seal-bridge", ISSUER))),
        trap(
            "another issuer",
            Reason.LOGIN_ISSUER,
            "the issuer must be https://kubernetes.example, exactly",
            jwt -> jwt.claim("iss", ISSUER + "/")),
        trap(
            "another ServiceAccount",
            Reason.LOGIN_CLAIMS,
            "is not for ServiceAccount bank/default; it names serviceAccounts [vault]",
            jwt -> claims(jwt, "bank", "default", "u")),
        trap(
            "another namespace",
            Reason.LOGIN_CLAIMS,
            "is not for ServiceAccount kube-system/vault",
            jwt -> claims(jwt, "kube-system", "vault", "u")),
        trap(
            "a sub that is not its claims'",
            Reason.LOGIN_JWT,
            "the token's sub is not the ServiceAccount",
            jwt -> jwt.claim("sub", "system:serviceaccount:bank:other")),
        trap("no uid", Reason.LOGIN_JWT, "has no uid", jwt -> claims(jwt, "bank", "vault", "")),
        trap("a colon", Reason.LOGIN_JWT, none, jwt -> claims(jwt, "bank", "vault:a", "u")),
        trap("a slash", Reason.LOGIN_JWT, none, jwt -> claims(jwt, "bank/x", "vault", "u")),
        trap("no ServiceAccount", Reason.LOGIN_JWT, none, jwt -> jwt.without("kubernetes.io")),
        trap(
            "a token of a Secret, which never expires",
            Reason.LOGIN_TIME,
            "has no exp",
            jwt -> jwt.without("exp")),
        trap(
            "a mounted token, which lives for a year",
            Reason.LOGIN_TIME,
            "expirationSeconds",
            jwt -> jwt.claim("exp", 1_825_070_400L)));
  }

  private static TestJwt claims(TestJwt jwt, String namespace, String name, String uid) {
    return jwt.claim("sub", "system:serviceaccount:" + namespace + ":" + name)
        .claim(
            "kubernetes.io",
            Map.of("namespace", namespace, "serviceaccount", Map.of("name", name, "uid", uid)));
  }

  @ParameterizedTest
  @MethodSource("traps")
  void refuses(Reason reason, String detail, UnaryOperator<TestJwt> change) {
    scene.refuses("one", change.apply(good()).signed(KEY), reason, detail);
  }

  @Test
  void takesTheClusterFromTheMountAndFromNothingInTheToken() {
    scene.refuses("one", good().signed(OTHER_CLUSTER), Reason.LOGIN_SIGNATURE, "cluster-2");
    scene.refuses(
        "one", good().signed(OTHER_CLUSTER.named("cluster-1")), Reason.LOGIN_SIGNATURE, "not by");
    scene.admits("two", good().signed(OTHER_CLUSTER));
  }

  @Test
  void saysWhoItWas() {
    // when
    LoginResult result = scene.login("one", good().signed(KEY));

    // then
    assertThat(result)
        .isInstanceOfSatisfying(
            LoginResult.Granted.class,
            granted -> {
              assertThat(granted.issued().token().via())
                  .isEqualTo("kubernetes:one:bank/vault:uid-of-vault");
              assertThat(granted.metadata())
                  .isEqualTo(
                      Map.of(
                          "role", "vault",
                          "service_account_name", "vault",
                          "service_account_namespace", "bank",
                          "service_account_uid", "uid-of-vault",
                          "service_account_secret_name", ""));
            });
  }

  private TestJwt good() {
    return TestJwt.ofServiceAccount(ISSUER, "bank", "vault", scene.clock().instant());
  }
}

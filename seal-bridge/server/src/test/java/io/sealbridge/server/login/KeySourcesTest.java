package io.sealbridge.server.login;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.sealbridge.server.identity.Identification.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of issuers: fetched, discovered and read, rotated, missing and broken. */
class KeySourcesTest {

  private static final String ISSUER = "https://issuer.example";
  private static final String KEYS = "/keys";
  private static final IssuerKey OLD = IssuerKey.ec("2025");
  private static final IssuerKey NEW = IssuerKey.ec("2026");

  @TempDir Path folder;

  private final TestServer server = new TestServer();

  @BeforeEach
  void start() {
    server.writeCa(folder, "ca.pem");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> brokenAnswers() {
    String keys = TestServer.keySet(OLD);
    return Stream.of(
        broken("redirect", "answers 302; redirects are not followed", s -> redirect(s, 302)),
        broken("permanent redirect", "answers 308; redirects", s -> redirect(s, 308)),
        broken("error", "answers 500", s -> s.on(KEYS, 500, keys)),
        broken("created", "answers 201", s -> s.on(KEYS, 201, keys)),
        broken("too large", "262144", s -> s.on(KEYS, 200, keys + " ".repeat(256 * 1024))),
        broken("page", "is not one JSON object", s -> s.on(KEYS, 200, "<html>")),
        broken(
            "keys twice",
            "with no member twice",
            s -> s.on(KEYS, 200, keys.replaceFirst("\\{", "{\"keys\":[],"))),
        broken("no list", "it has no list of keys", s -> s.on(KEYS, 200, "{\"keys\":{}}")),
        broken("no keys", "holds no key", s -> s.on(KEYS, 200, "{\"keys\":[]}")),
        broken(
            "weak keys",
            "holds no key for signatures of RSA (at least 2048 bits)",
            s -> s.publish(KEYS, IssuerKey.rsa("2025", 1024))),
        broken(
            "shared secrets",
            "holds no key",
            s ->
                s.on(KEYS, 200, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"2025\",\"k\":\"AAAA\"}]}")));
  }

  private static Arguments broken(String name, String detail, Consumer<TestServer> answer) {
    return argumentSet(name, detail, answer);
  }

  private static void redirect(TestServer server, int status) {
    server.publish("/elsewhere", OLD).redirect(KEYS, status, server.url("/elsewhere"));
  }

  @ParameterizedTest
  @MethodSource("brokenAnswers")
  void cannotTellWhileTheKeysCannotBeFetchedAndGoesOnOnceTheyCan(
      String detail, Consumer<TestServer> answer) {
    // given
    answer.accept(server);

    try (LoginScene scene = byUrl()) {
      // when
      scene.cannotTell("idp", jwt(scene, OLD), "the keys of login idp from " + server.url(KEYS));

      // then
      assertThat(scene.lines()).contains(detail);
      assertThat(server.asked("/elsewhere")).isZero();
      assertThat(scene.alarms()).anyMatch(alarm -> alarm.startsWith("LOGIN_KEYS_UNREAD "));
      assertThat(scene.service().counts().total("idp", LoginCounts.UNAVAILABLE)).isEqualTo(1);
      server.publish(KEYS, OLD);
      scene.cannotTell("idp", jwt(scene, OLD), "cannot be fetched");
      scene.clock().advance(Duration.ofSeconds(2));
      scene.admits("idp", jwt(scene, OLD));
    }
  }

  @Test
  void trustsNoServerWhoseAuthorityIsNotConfigured() {
    // given
    server.publish(KEYS, OLD);
    try (TestServer other = new TestServer()) {
      other.writeCa(folder, "ca.pem");
    }

    // then
    try (LoginScene scene = byUrl()) {
      scene.cannotTell("idp", jwt(scene, OLD), "SSLHandshakeException");
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void waitsNoLongerThanItsPatience() {
    // given
    server.publish(KEYS, OLD).hold();

    // then
    try (LoginScene scene = scene(Duration.ofMillis(200), "url: \"" + server.url(KEYS) + "\"")) {
      scene.cannotTell("idp", jwt(scene, OLD), "no answer within");
    }
  }

  @Test
  void noticesNewKeysAtTheFirstJwtThatNamesOneButAsksOnceInThirtySecondsAtMost() {
    // given
    server.publish(KEYS, OLD);
    try (LoginScene scene = byUrl()) {
      scene.admits("idp", jwt(scene, OLD));
      scene.clock().advance(Duration.ofSeconds(30));

      // when
      server.publish(KEYS, OLD, NEW);

      // then
      scene.admits("idp", jwt(scene, NEW));
      assertThat(server.asked(KEYS)).isEqualTo(2);

      // when
      scene.clock().advance(Duration.ofSeconds(29));
      for (int i = 0; i < 20; i++) {
        assertThat(scene.login("idp", jwt(scene, OLD.named("unknown-" + i))))
            .isEqualTo(new LoginResult.Refused(Reason.LOGIN_SIGNATURE, "permission denied"));
      }

      // then
      assertThat(server.asked(KEYS)).isEqualTo(2);
      scene.clock().advance(Duration.ofSeconds(1));
      scene.login("idp", jwt(scene, OLD.named("unknown")));
      assertThat(server.asked(KEYS)).isEqualTo(3);
    }
  }

  @Test
  void forgetsKeysThatTheIssuerNoLongerPublishes() {
    // given
    server.publish(KEYS, OLD, NEW);
    try (LoginScene scene = byUrl()) {
      scene.admits("idp", jwt(scene, OLD));

      // when
      server.publish(KEYS, NEW);
      scene.clock().advance(Duration.ofMinutes(10));
      scene.service().lookAfter();

      // then
      eventually(
          "forgotten", () -> scene.login("idp", jwt(scene, OLD)) instanceof LoginResult.Refused);
      assertThat(server.asked(KEYS)).isEqualTo(2);
    }
  }

  @Test
  void goesOnWithTheKeysItHasForADayWhenTheIssuerIsDown() {
    // given
    server.publish(KEYS, OLD);
    try (LoginScene scene = byUrl()) {
      scene.admits("idp", jwt(scene, OLD));
      server.on(KEYS, 503, "");

      // when
      scene.clock().advance(Duration.ofHours(23));
      scene.service().lookAfter();
      eventually("alarm", () -> !scene.alarms().isEmpty());

      // then
      scene.admits("idp", jwt(scene, OLD));
      scene.clock().advance(Duration.ofHours(1));
      assertThat(scene.login("idp", jwt(scene, OLD))).isInstanceOf(LoginResult.Unavailable.class);
    }
  }

  @Test
  void asksOnceHoweverManyWait() {
    // given
    server.publish(KEYS, OLD).hold();
    try (LoginScene scene = byUrl()) {
      // when
      var logins = Stream.generate(() -> scene.begin("idp", jwt(scene, OLD))).limit(10).toList();
      eventually("asked", () -> server.asked(KEYS) > 0);
      server.letGo();

      // then
      assertThat(logins)
          .allSatisfy(l -> assertThat(l.join()).isInstanceOf(LoginResult.Granted.class));
      assertThat(server.asked(KEYS)).isEqualTo(1);
    }
  }

  @Test
  void leavesOutKeysThatItCannotUseAndKeepsTheOthers() {
    // given
    String good = OLD.jwk().toJSONString();
    server.on(
        KEYS,
        200,
        "{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"a\"},{\"kty\":\"RSA\",\"kid\":\"b\"},"
            + "{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"AA\",\"y\":\"AA\"},"
            + good
            + "]}");

    // then
    try (LoginScene scene = byUrl()) {
      scene.admits("idp", jwt(scene, OLD));
    }
  }

  @Test
  void takesTheKeysOfASpiffeBundleForJwtsAndNotThoseForCertificates() {
    // given
    String jwts = OLD.jwk().toJSONString().replaceFirst("\\{", "{\"use\":\"jwt-svid\",");
    String certificates = NEW.jwk().toJSONString().replaceFirst("\\{", "{\"use\":\"x509-svid\",");
    server.on(KEYS, 200, "{\"spiffe_sequence\":1,\"keys\":[" + jwts + "," + certificates + "]}");

    // then
    try (LoginScene scene = byUrl()) {
      scene.refuses("idp", jwt(scene, NEW), Reason.LOGIN_SIGNATURE, "no key of this mount");
      scene.admits("idp", jwt(scene, OLD));
    }
  }

  @Test
  void guessesNoKeyForAJwtThatNamesNone() {
    // given
    server.publish(KEYS, OLD, NEW);

    // then
    try (LoginScene scene = byUrl()) {
      scene.refuses(
          "idp",
          good(scene, ISSUER).signedWithoutId(OLD),
          Reason.LOGIN_SIGNATURE,
          "the JWT names no key, and the mount has not exactly one that fits");
    }
  }

  @Test
  void discoversEachIssuersKeysForThatIssuerAlone() {
    // given
    discovery("/a", server.url("/a"), server.url("/a/keys")).publish("/a/keys", OLD);
    discovery("/b", server.url("/b"), server.url("/b/keys")).publish("/b/keys", NEW);

    // then
    try (LoginScene scene = discovering()) {
      String stolen = good(scene, server.url("/a")).signed(NEW);
      scene.refuses("idp", stolen, Reason.LOGIN_SIGNATURE, "no key of this mount");
      scene.admits("idp", good(scene, server.url("/a")).signed(OLD));
      scene.admits("idp", good(scene, server.url("/b")).signed(NEW));
    }
  }

  @Test
  void discoversNothingFromADocumentOfAnotherIssuer() {
    // given
    discovery("/a", server.url("/a") + "/", server.url("/a/keys")).publish("/a/keys", OLD);

    // then
    try (LoginScene scene = discovering()) {
      scene.cannotTell("idp", good(scene, server.url("/a")).signed(OLD), "is of the issuer");
    }
    assertThat(server.asked("/a/keys")).isZero();
  }

  @Test
  void followsNoAddressOfKeysThatIsNotHttps() {
    // given
    discovery("/a", server.url("/a"), "http://127.0.0.1:1/keys");

    // then
    try (LoginScene scene = discovering()) {
      scene.cannotTell(
          "idp", good(scene, server.url("/a")).signed(OLD), "names no https:// address");
    }
  }

  @Test
  void survivesAnAddressOfKeysThatIsNone() {
    // given
    discovery("/a", server.url("/a"), "https://a b/");

    // then
    try (LoginScene scene = discovering()) {
      scene.cannotTell("idp", good(scene, server.url("/a")).signed(OLD), "is no address");
      scene.clock().advance(Duration.ofSeconds(30));
      discovery("/a", server.url("/a"), server.url("/a/keys")).publish("/a/keys", OLD);
      scene.admits("idp", good(scene, server.url("/a")).signed(OLD));
    }
  }

  @Test
  void readsAFileAgainWhenItChangesAndKeepsTheKeysWhenItBreaks() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("keys.json"), TestServer.keySet(OLD));
    try (LoginScene scene = scene(Duration.ofSeconds(5), "file: keys.json")) {
      scene.admits("idp", jwt(scene, OLD));
      assertThat(scene.login("idp", jwt(scene, NEW))).isInstanceOf(LoginResult.Refused.class);

      // when
      Files.writeString(file, TestServer.keySet(OLD, NEW));
      scene.service().lookAfter();

      // then
      scene.admits("idp", jwt(scene, NEW));

      // when
      Files.writeString(file, "{");
      scene.service().lookAfter();

      // then
      scene.admits("idp", jwt(scene, NEW));
      assertThat(scene.alarms())
          .anyMatch(a -> a.startsWith("LOGIN_KEYS_UNREAD") && a.contains(file.toString()));
    }
  }

  @Test
  void cannotTellWithoutTheFile() {
    try (LoginScene scene = scene(Duration.ofSeconds(5), "file: keys.json")) {
      scene.cannotTell("idp", jwt(scene, OLD), "no keys could be read from " + folder);
      assertThat(scene.alarms()).anyMatch(alarm -> alarm.contains("cannot be read"));
    }
  }

  private TestServer discovery(String path, String issuer, String keys) {
    return server.on(
        path + "/.well-known/openid-configuration",
        200,
        "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}");
  }

  private LoginScene byUrl() {
    return scene(Duration.ofSeconds(5), "url: \"" + server.url(KEYS) + "\", ca: ca.pem");
  }

  private LoginScene discovering() {
    return scene(
        Duration.ofSeconds(5),
        "discovery: true, ca: ca.pem",
        "\"" + server.url("/a") + "\", \"" + server.url("/b") + "\"");
  }

  private LoginScene scene(Duration patience, String keys) {
    return scene(
        patience,
        keys.contains("ca:") || keys.contains("file") ? keys : keys + ", ca: ca.pem",
        ISSUER);
  }

  private LoginScene scene(Duration patience, String keys, String issuers) {
    return new LoginScene(
        folder,
        patience,
        """
          - mount: idp
            jwt: { issuers: [%s], keys: { %s }, algorithms: [ES256] }
            roles: [ { name: vault, identity: vault-a, audiences: [seal-bridge], claims: { sub: w } } ]
        """
            .formatted(issuers, keys));
  }

  private static String jwt(LoginScene scene, IssuerKey key) {
    return good(scene, ISSUER).signed(key);
  }

  private static TestJwt good(LoginScene scene, String issuer) {
    return TestJwt.of(issuer, "w", "seal-bridge", scene.clock().instant());
  }
}

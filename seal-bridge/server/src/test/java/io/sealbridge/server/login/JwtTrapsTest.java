package io.sealbridge.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.sealbridge.server.identity.Identification.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody might send instead of a JWT of the mount's issuer. */
class JwtTrapsTest {

  private static final String ISSUER = "https://issuer.example";
  private static final IssuerKey RSA = IssuerKey.rsa("rsa-1");
  private static final IssuerKey EC = IssuerKey.ec("ec-1");
  private static final IssuerKey WEAK = IssuerKey.rsa("weak", 1024);
  private static final IssuerKey SECRETS = IssuerKey.rsa("for-encryption");
  private static final IssuerKey STRANGER = IssuerKey.rsa("stranger");

  @TempDir Path folder;

  private final TestServer server = new TestServer();
  private LoginScene scene;

  @BeforeEach
  void start() {
    String encryption =
        SECRETS.jwk().toJSONString().replaceFirst("\\{", "{\"use\":\"enc\",").replace("\\/", "/");
    String keys = TestServer.keySet(RSA, EC, WEAK);
    server.on("/keys", 200, keys.substring(0, keys.length() - 2) + "," + encryption + "]}");
    server.writeCa(folder, "ca.pem");
    scene =
        new LoginScene(
            folder,
            """
              - mount: idp
                jwt: { issuers: ["%s"], keys: { url: "%s", ca: ca.pem }, algorithms: [RS256, ES256] }
                roles: [ { name: vault, identity: vault-a, audiences: [seal-bridge], claims: { sub: w } } ]
            """
                .formatted(ISSUER, server.url("/keys")));
  }

  @AfterEach
  void stop() {
    scene.close();
    server.close();
  }

  private static Arguments trap(
      String name, Reason reason, String detail, Function<TestJwt, String> token) {
    return argumentSet(name, reason, detail, token);
  }

  static Stream<Arguments> algorithms() {
    String list = "the algorithm must be one of [RS256, ES256], was ";
    return Stream.of(
        trap("none", Reason.LOGIN_JWT, list, jwt -> jwt.unsigned("none", "rsa-1")),
        trap("nOnE", Reason.LOGIN_JWT, list, jwt -> jwt.unsigned("nOnE", "rsa-1")),
        trap(
            "a good signature called none",
            Reason.LOGIN_JWT,
            list,
            jwt -> jwt.header("alg", "none").signed(RSA)),
        trap(
            "the public key as a shared secret",
            Reason.LOGIN_JWT,
            list,
            jwt -> jwt.withSecret("rsa-1", RSA.pair().getPublic().getEncoded())),
        trap("not allowed", Reason.LOGIN_JWT, list, jwt -> jwt.header("alg", "PS256").signed(RSA)),
        trap(
            "a number",
            Reason.LOGIN_JWT,
            "the header has no alg",
            jwt -> jwt.header("alg", 256).signed(RSA)),
        trap(
            "of another type of key",
            Reason.LOGIN_SIGNATURE,
            "no key of this mount has the key id \"rsa-1\" for ES256",
            jwt -> jwt.header("alg", "ES256").signed(RSA)),
        trap("no signature", Reason.LOGIN_SIGNATURE, "", jwt -> jwt.unsigned("RS256", "rsa-1")),
        trap(
            "zeros for an ECDSA signature",
            Reason.LOGIN_SIGNATURE,
            "",
            jwt -> jwt.unsigned("ES256", "ec-1") + TestJwt.encoded(new byte[64])));
  }

  static Stream<Arguments> keys() {
    String notSigned = "the signature is not by the key that the JWT names";
    return Stream.of(
        trap(
            "an unknown id",
            Reason.LOGIN_SIGNATURE,
            "no key of this mount has the key id \"other\"",
            jwt -> jwt.signed(RSA.named("other"))),
        trap(
            "an id that is a path",
            Reason.LOGIN_SIGNATURE,
            "no key of this mount has the key id \"../../dev/null\"",
            jwt -> jwt.signed(RSA.named("../../dev/null"))),
        trap(
            "an id that breaks the log's lines",
            Reason.LOGIN_SIGNATURE,
            "\"a?login granted\"",
            jwt -> jwt.signed(RSA.named("a\nlogin granted"))),
        trap(
            "an id that is no text",
            Reason.LOGIN_JWT,
            "the header's kid must be a text",
            jwt -> jwt.header("kid", List.of("rsa-1")).signed(RSA)),
        trap(
            "a stranger's without an id",
            Reason.LOGIN_SIGNATURE,
            notSigned,
            jwt -> jwt.signedWithoutId(STRANGER)),
        trap(
            "a stranger's under a known id",
            Reason.LOGIN_SIGNATURE,
            notSigned,
            jwt -> jwt.signed(STRANGER.named("rsa-1"))),
        trap(
            "of 1024 bits",
            Reason.LOGIN_SIGNATURE,
            "no key of this mount has the key id \"weak\"",
            jwt -> jwt.signed(WEAK)),
        trap(
            "for encryption",
            Reason.LOGIN_SIGNATURE,
            "no key of this mount has the key id \"for-encryption\"",
            jwt -> jwt.signed(SECRETS)),
        trap(
            "brought along as jwk",
            Reason.LOGIN_SIGNATURE,
            notSigned,
            jwt ->
                jwt.header("jwk", STRANGER.jwk().toJSONObject()).signed(STRANGER.named("rsa-1"))),
        trap(
            "brought along as jku",
            Reason.LOGIN_SIGNATURE,
            notSigned,
            jwt -> jwt.header("jku", "https://127.0.0.1:1/k").signed(STRANGER.named("rsa-1"))),
        trap(
            "brought along as x5u and x5c",
            Reason.LOGIN_SIGNATURE,
            notSigned,
            jwt ->
                jwt.header("x5u", "https://127.0.0.1:1/k")
                    .header("x5c", List.of("MIIB"))
                    .signed(STRANGER.named("rsa-1"))),
        trap(
            "a signature of other claims",
            Reason.LOGIN_SIGNATURE,
            notSigned,
            jwt -> {
              String other = jwt.claim("jti", "other").signed(RSA);
              return jwt.signed(RSA).replaceAll("[^.]*$", "")
                  + other.substring(other.lastIndexOf('.') + 1);
            }));
  }

  static Stream<Arguments> issuers() {
    return Stream.of(
            "https://issuer.example/", "https://evil.example", "", "HTTPS://issuer.example")
        .map(
            issuer ->
                trap(
                    "\"" + issuer + "\"",
                    Reason.LOGIN_ISSUER,
                    "the issuer must be one of this mount, exactly, was \"" + issuer + "\"",
                    jwt -> jwt.claim("iss", issuer).signed(RSA)));
  }

  static Stream<Arguments> audiences() {
    String wanted = "the audience must be one of [seal-bridge], was ";
    return Stream.of(
        trap("absent", Reason.LOGIN_AUDIENCE, "no audience", j -> j.without("aud").signed(RSA)),
        trap("other", Reason.LOGIN_AUDIENCE, wanted, jwt -> jwt.claim("aud", "x").signed(RSA)),
        trap(
            "longer",
            Reason.LOGIN_AUDIENCE,
            wanted,
            jwt -> jwt.claim("aud", "seal-bridge.example").signed(RSA)),
        trap(
            "several others",
            Reason.LOGIN_AUDIENCE,
            wanted,
            jwt -> jwt.claim("aud", List.of("a", "Seal-Bridge")).signed(RSA)),
        trap(
            "empty list",
            Reason.LOGIN_AUDIENCE,
            "no audience",
            jwt -> jwt.claim("aud", List.of()).signed(RSA)),
        trap(
            "object",
            Reason.LOGIN_AUDIENCE,
            "no audience",
            jwt -> jwt.claim("aud", Map.of("seal-bridge", true)).signed(RSA)),
        trap(
            "not all texts",
            Reason.LOGIN_AUDIENCE,
            "aud must be a list of texts",
            jwt -> jwt.claim("aud", List.of("seal-bridge", 1)).signed(RSA)));
  }

  static Stream<Arguments> times() {
    return Stream.of(
        time("expired", "the JWT expired at", (jwt, now) -> jwt.claim("exp", now - 61)),
        time("no exp", "the JWT has no exp", (jwt, now) -> jwt.without("exp")),
        time("exp null", "exp must be a number", (jwt, now) -> jwt.claim("exp", List.of())),
        time("exp a text", "exp must be a number", (jwt, now) -> jwt.claim("exp", "" + now + 60)),
        time("exp in ms", "exp must be a number", (jwt, now) -> jwt.claim("exp", now * 1000)),
        time("exp negative", "exp must be a number", (jwt, now) -> jwt.claim("exp", -1)),
        time("nbf ahead", "the JWT counts from", (jwt, now) -> jwt.claim("nbf", now + 61)),
        time("iat ahead", "the JWT counts from", (jwt, now) -> jwt.claim("iat", now + 61)),
        time("no begin", "neither iat nor nbf", (jwt, now) -> jwt.without("iat")),
        time(
            "ends before it begins",
            "expires before it was issued",
            (jwt, now) -> jwt.claim("iat", now + 20).claim("exp", now + 10)),
        time(
            "lives too long",
            "longer than maxTokenLifetime (1h)",
            (jwt, now) -> jwt.claim("exp", now + 3601)),
        time(
            "lives too long since nbf",
            "longer than maxTokenLifetime (1h)",
            (jwt, now) -> jwt.without("iat").claim("nbf", now - 1800).claim("exp", now + 1801)));
  }

  /** A change of a JWT that knows the time. */
  private interface Change {
    TestJwt of(TestJwt jwt, long now);
  }

  private static Arguments time(String name, String detail, Change change) {
    long now = Instant.parse("2026-11-01T12:00:00Z").getEpochSecond();
    return trap(name, Reason.LOGIN_TIME, detail, jwt -> change.of(jwt, now).signed(RSA));
  }

  static Stream<Arguments> shapes() {
    String shape = "no compact JWS";
    String bridge = "a token of the bridge is no proof for a login";
    String twice = "must be one JSON object with no member twice";
    return Stream.of(
        trap("word", Reason.LOGIN_JWT, shape, jwt -> "word"),
        trap("two parts", Reason.LOGIN_JWT, shape, jwt -> "a.b"),
        trap("a JWE's five parts", Reason.LOGIN_JWT, shape, jwt -> "a.b.c.d.e"),
        trap("too long", Reason.LOGIN_JWT, "longer than", jwt -> "a".repeat(32 * 1024 + 1)),
        trap("no base64", Reason.LOGIN_JWT, "must be base64url", jwt -> "!.b.c"),
        trap("padding", Reason.LOGIN_JWT, "without padding", jwt -> "e30=.e30.c"),
        trap("a list", Reason.LOGIN_JWT, twice, jwt -> "W10.e30.c"),
        trap(
            "crit",
            Reason.LOGIN_JWT,
            "the header has crit",
            jwt -> jwt.header("crit", List.of("exp")).signed(RSA)),
        trap(
            "another type",
            Reason.LOGIN_JWT,
            "typ must be JWT, was \"secevent+jwt\"",
            jwt -> jwt.header("typ", "secevent+jwt").signed(RSA)),
        trap(
            "the bridge's type",
            Reason.LOGIN_JWT,
            bridge,
            jwt -> jwt.header("typ", "Seal-Bridge+jwt").signed(RSA)),
        trap(
            "the bridge's issuer",
            Reason.LOGIN_JWT,
            bridge,
            jwt -> jwt.claim("iss", "seal-bridge").signed(RSA)),
        trap("the bridge's prefix", Reason.LOGIN_JWT, shape, jwt -> "sb." + jwt.signed(RSA)),
        trap(
            "a claim twice",
            Reason.LOGIN_JWT,
            "the claims " + twice,
            jwt -> jwt.signedAs(RSA, jwt.claimsJson().replaceFirst("\\{", "{\"sub\":\"x\","))),
        trap(
            "alg twice",
            Reason.LOGIN_JWT,
            "the header " + twice,
            jwt ->
                TestJwt.signed(
                    RSA,
                    "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}",
                    jwt.claimsJson())),
        trap(
            "something behind the claims",
            Reason.LOGIN_JWT,
            "the claims " + twice,
            jwt -> jwt.signedAs(RSA, jwt.claimsJson() + "{}")),
        trap(
            "deep claims",
            Reason.LOGIN_JWT,
            "the claims " + twice,
            jwt ->
                jwt.signedAs(
                    RSA,
                    jwt.claimsJson()
                        .replaceFirst(
                            "\\{", "{\"a\":" + "[".repeat(500) + "]".repeat(500) + ","))));
  }

  static Stream<Arguments> claims() {
    return Stream.of(
        trap("other", Reason.LOGIN_CLAIMS, "was \"v\"", jwt -> jwt.claim("sub", "v").signed(RSA)),
        trap("absent", Reason.LOGIN_CLAIMS, "was absent", jwt -> jwt.without("sub").signed(RSA)),
        trap("longer", Reason.LOGIN_CLAIMS, "must be", jwt -> jwt.claim("sub", "w2").signed(RSA)),
        trap("cased", Reason.LOGIN_CLAIMS, "must be", jwt -> jwt.claim("sub", "W").signed(RSA)),
        trap(
            "nested",
            Reason.LOGIN_CLAIMS,
            "must be",
            jwt -> jwt.claim("sub", Map.of("w", "w")).signed(RSA)),
        trap(
            "list of others",
            Reason.LOGIN_CLAIMS,
            "must be",
            jwt -> jwt.claim("sub", List.of("v", List.of("w"))).signed(RSA)));
  }

  @ParameterizedTest
  @MethodSource({"algorithms", "keys", "issuers", "audiences", "times", "shapes", "claims"})
  void refuses(Reason reason, String detail, Function<TestJwt, String> token) {
    scene.refuses("idp", token.apply(good()), reason, detail);
  }

  @Test
  void admitsWhatIsGoodByEitherKindOfKey() {
    scene.admits("idp", good().signed(RSA));
    scene.admits("idp", good().signed(EC));
    scene.admits("idp", good().signedWithoutId(EC));
  }

  @Test
  void looksAtNoAddressThatAHeaderNames() {
    // given
    try (TestServer theirs = new TestServer()) {
      theirs.publish("/keys", STRANGER);
      String address = theirs.url("/keys");

      // when
      scene.admits("idp", good().header("jku", address).header("x5u", address).signed(RSA));

      // then
      assertThat(theirs.asked()).isEmpty();
    }
  }

  @Test
  void allowsForClocksThatAreOffByTheLeeway() {
    // given
    long now = scene.clock().instant().getEpochSecond();

    // then
    scene.admits("idp", good().claim("exp", now - 59).claim("iat", now - 300).signed(RSA));
    scene.admits("idp", good().claim("nbf", now + 59).signed(RSA));
    scene.admits("idp", good().claim("iat", now).claim("exp", now + 3600).signed(RSA));
    scene.admits("idp", good().claim("exp", now + 300.5).signed(RSA));
  }

  private TestJwt good() {
    return TestJwt.of(ISSUER, "w", "seal-bridge", scene.clock().instant());
  }
}

package io.sealbridge.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.sealbridge.server.identity.Identification.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An API server that is asked about tokens, and everything it may answer. */
class TokenReviewTest {

  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";
  private static final String REVIEWER = "reviewer-token.of-the.bridge";
  private static final String USER = "system:serviceaccount:bank:vault";
  private static final IssuerKey KEY = IssuerKey.ec("cluster");

  @TempDir Path folder;

  private final TestServer server = new TestServer();
  private LoginScene scene;

  @BeforeEach
  void start() throws IOException {
    server.writeCa(folder, "ca.pem");
    Files.writeString(folder.resolve("reviewer"), REVIEWER + "\n");
    scene = scene(Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    scene.close();
    server.close();
  }

  private LoginScene scene(Duration patience) {
    return new LoginScene(
        folder,
        patience,
        """
          - mount: k8s
            kubernetes: { server: "%s", ca: ca.pem, reviewerToken: reviewer }
            roles:
              - name: vault
                identity: vault-a
                serviceAccounts: [vault]
                namespaces: [bank]
                audience: seal-bridge
        """
            .formatted(server.url("")));
  }

  private static String review(String status) {
    return """
        {"kind":"TokenReview","apiVersion":"authentication.k8s.io/v1",
         "metadata":{"managedFields":[{"fieldsV1":{"f:spec":{"f:token":{}}}}]},
         "spec":{"token":"x"},"status":%s}
        """
        .formatted(status);
  }

  private static String confirmed(String user, String uid, String audiences) {
    return review(
        """
        {"authenticated":true,"user":{"username":"%s","uid":"%s",
          "groups":["system:serviceaccounts"],"extra":{"a":["b"]}},"audiences":%s}
        """
            .formatted(user, uid, audiences));
  }

  @Test
  void admitsWhomTheClusterConfirmsAndAsksItWhatIsNeeded() {
    // given
    server.on(REVIEWS, 201, confirmed(USER, "uid-of-vault", "[\"seal-bridge\"]"));

    // when
    String jwt = jwt();
    scene.admits("k8s", jwt);

    // then
    assertThat(server.asked())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.method()).isEqualTo("POST");
              assertThat(asked.path()).isEqualTo(REVIEWS);
              assertThat(asked.authorization()).isEqualTo("Bearer " + REVIEWER);
              assertThat(asked.body())
                  .isEqualTo(
                      "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenReview\","
                          + "\"spec\":{\"token\":\""
                          + jwt
                          + "\",\"audiences\":[\"seal-bridge\"]}}");
            });
    assertThat(scene.alarms()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"authenticated\":false,\"error\":\"token lookup failed\"} | token lookup failed",
        "{\"error\":\"expired\"}          | the cluster does not know the token of " + USER,
        "{\"authenticated\":\"true\"}     | the cluster does not know the token of " + USER,
        "{}                               | the cluster does not know the token of " + USER,
        "{\"authenticated\":true,\"user\":{\"username\":\""
            + USER
            + "\",\"uid\":\"uid-of-vault\"}} | did not confirm the audience seal-bridge",
      })
  void refusesAClientThatTheClusterDoesNotConfirm(String status, String detail) {
    // given
    server.on(REVIEWS, 201, review(status));

    // then
    scene.refuses("k8s", jwt(), Reason.LOGIN_REVIEW, detail);
    assertThat(scene.alarms()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        USER + " | uid-of-vault | [] | did not confirm the audience",
        USER
            + " | uid-of-vault | [\"https://kubernetes.default.svc\"] | did not confirm the audience",
        USER + " | uid-of-vault | [\"seal-bridge2\"] | did not confirm the audience",
        USER + " | another-uid  | [\"seal-bridge\"] | with another name or uid than it claims",
        "system:serviceaccount:bank:other | uid-of-vault | [\"seal-bridge\"] | says that the token is of \"system:serviceaccount:bank:other\"",
        "system:admin | uid-of-vault | [\"seal-bridge\"] | says that the token is of \"system:admin\"",
      })
  void refusesAClientWhoIsNotWhoItClaims(String user, String uid, String audiences, String detail) {
    // given
    server.on(REVIEWS, 201, confirmed(user, uid, audiences));

    // then
    scene.refuses("k8s", jwt(), Reason.LOGIN_REVIEW, detail);
  }

  static Stream<Arguments> unfit() {
    String good = confirmed(USER, "uid-of-vault", "[\"seal-bridge\"]");
    return Stream.of(
        unfit("page", "answers something else than a TokenReview", s -> s.on(REVIEWS, 200, "<p>")),
        unfit(
            "other kind",
            "answers something else than a TokenReview",
            s -> s.on(REVIEWS, 201, good.replace("TokenReview", "Status"))),
        unfit(
            "status twice",
            "answers something else than a TokenReview",
            s -> s.on(REVIEWS, 201, good.replaceFirst("\\{", "{\"status\":{},"))),
        unfit("no status", "without a status", s -> s.on(REVIEWS, 201, review("null"))),
        unfit("empty", "answers something else", s -> s.on(REVIEWS, 200, "")),
        unfit("not found", "answers 404", s -> s.on(REVIEWS, 404, good)),
        unfit("too many requests", "answers 429", s -> s.on(REVIEWS, 429, good)),
        unfit("error", "answers 500", s -> s.on(REVIEWS, 500, good)),
        unfit("too large", "cannot be asked", s -> s.on(REVIEWS, 201, good + " ".repeat(1 << 18))),
        unfit(
            "redirect",
            "redirects, which is not followed",
            s -> s.on("/other", 201, good).redirect(REVIEWS, 307, s.url("/other"))));
  }

  private static Arguments unfit(String name, String detail, Consumer<TestServer> answer) {
    return argumentSet(name, detail, answer);
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void cannotTellWhenTheServerDoesNotAnswerAsOne(String detail, Consumer<TestServer> answer) {
    // given
    answer.accept(server);

    // then
    scene.cannotTell("k8s", jwt(), detail);
    assertThat(scene.alarms())
        .singleElement()
        .asString()
        .startsWith("LOGIN_CLUSTER_UNREACHABLE the API server 127.0.0.1:");
    assertThat(server.asked("/other")).isZero();
    assertThat(scene.service().counts().total("k8s", LoginCounts.UNAVAILABLE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | answers 401 to the reviewer: its token",
        "403 | may not create tokenreviews.authentication.k8s.io; bind it to system:auth-delegator",
      })
  void tellsARefusedReviewerFromARefusedClient(int status, String detail) {
    // given
    server.on(REVIEWS, status, "{\"kind\":\"Status\",\"reason\":\"Forbidden\"}");

    // then
    scene.cannotTell("k8s", jwt(), detail);
    assertThat(scene.lines()).contains("the reviewer was refused").doesNotContain(REVIEWER);
    assertThat(scene.alarms())
        .singleElement()
        .asString()
        .startsWith("LOGIN_REVIEWER_REFUSED the reviewer was refused")
        .doesNotContain(REVIEWER);
    assertThat(scene.service().counts().total("k8s", LoginCounts.REFUSED)).isZero();
  }

  @Test
  void readsTheReviewersTokenAtEachLogin() throws IOException {
    // given
    server.on(REVIEWS, 201, confirmed(USER, "uid-of-vault", "[\"seal-bridge\"]"));
    scene.admits("k8s", jwt());

    // when
    Files.writeString(folder.resolve("reviewer"), "renewed");

    // then
    scene.admits("k8s", jwt());
    assertThat(server.asked().getLast().authorization()).isEqualTo("Bearer renewed");
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no token",
    "'two words', holds no token",
    "'a\r\nX-Remote-User: admin', holds no token",
    "'gr\u00fcn', cannot be read"
  })
  void asksNobodyWithAReviewersTokenThatIsNone(String text, String detail) throws IOException {
    // given
    Files.writeString(folder.resolve("reviewer"), text);

    // then
    scene.cannotTell("k8s", jwt(), "the reviewer's token " + folder.resolve("reviewer"));
    assertThat(scene.lines()).contains(detail);
    assertThat(scene.alarms()).singleElement().asString().startsWith("LOGIN_REVIEWER_REFUSED");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void cannotTellWithoutTheReviewersToken() throws IOException {
    // given
    Files.delete(folder.resolve("reviewer"));

    // then
    scene.cannotTell("k8s", jwt(), "cannot be read: java.nio.file.NoSuchFileException");
  }

  @Test
  void tellsTheOperatorBeforeSomebodyLogsInThatTheReviewersTokenIsOver() throws IOException {
    // given
    TestJwt token = TestJwt.of("https://c", "reviewer", "api", scene.clock().instant());
    Files.writeString(folder.resolve("reviewer"), token.signed(KEY));
    scene.service().lookAfter();
    assertThat(scene.alarms()).isEmpty();

    // when
    scene.clock().advance(Duration.ofMinutes(5));
    scene.service().lookAfter();

    // then
    assertThat(scene.alarms())
        .containsExactly(
            "LOGIN_REVIEWER_REFUSED the reviewer's token "
                + folder.resolve("reviewer")
                + " expired at 2026-11-01T12:05:00Z");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void waitsNoLongerThanItsPatience() {
    // given
    server.on(REVIEWS, 201, confirmed(USER, "uid-of-vault", "[\"seal-bridge\"]")).hold();

    // then
    try (LoginScene hasty = scene(Duration.ofMillis(200))) {
      hasty.cannotTell("k8s", jwt(), "no answer within 200ms");
    }
  }

  @Test
  void trustsNoServerWhoseAuthorityIsNotConfiguredUntilTheFileIsRenewed() throws Exception {
    // given
    server.on(REVIEWS, 201, confirmed(USER, "uid-of-vault", "[\"seal-bridge\"]"));
    try (TestServer other = new TestServer()) {
      other.writeCa(folder, "ca.pem");
    }

    try (LoginScene distrusting = scene(Duration.ofSeconds(5))) {
      distrusting.cannotTell("k8s", jwt(), "SSLHandshakeException");
      assertThat(server.asked()).isEmpty();

      // when
      server.writeCa(folder, "ca.pem");
      Files.setLastModifiedTime(folder.resolve("ca.pem"), FileTime.fromMillis(0));
      distrusting.service().lookAfter();

      // then
      distrusting.admits("k8s", jwt());
    }
  }

  @Test
  void asksTheClusterNothingThatItCanTellByItself() {
    // given
    TestJwt good = TestJwt.ofServiceAccount("https://c", "other", "vault", scene.clock().instant());

    // then
    scene.refuses("k8s", good.signed(KEY), Reason.LOGIN_CLAIMS, "other/vault");
    scene.refuses("k8s", good.without("exp").signed(KEY), Reason.LOGIN_TIME, "no exp");
    scene.refuses("k8s", good.claim("aud", "x").signed(KEY), Reason.LOGIN_AUDIENCE, "must be");
    assertThat(server.asked()).isEmpty();
  }

  private String jwt() {
    return TestJwt.ofServiceAccount("https://c", "bank", "vault", scene.clock().instant())
        .signed(KEY);
  }
}

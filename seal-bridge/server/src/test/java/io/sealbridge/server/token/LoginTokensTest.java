package io.sealbridge.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issued tokens: what they say, and everything that is none. */
class LoginTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.9Z");
  private static final String DEPLOYMENT = "prod";

  private final InMemoryTokenKeys keys = InMemoryTokenKeys.one();
  private final AtomicLong nanoTime = new AtomicLong();
  private final LoginTokens tokens = new LoginTokens(DEPLOYMENT, keys, nanoTime::get);

  @Test
  void recognisesWhatItIssued() {
    // when
    TokenIssuer.Issued issued = issue(keys, DEPLOYMENT);

    // then
    assertThat(issued.text()).startsWith("sb.ey");
    assertThat(tokens.find(issued.text())).isEqualTo(new LoginTokens.Found.Token(issued.token()));
    assertThat(issued.token().identity()).isEqualTo("vault-a");
    assertThat(issued.token().accessor()).matches("[0-9a-f]{16}");
    assertThat(issued.token().created()).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
    assertThat(issued.token().expires()).contains(Instant.parse("2026-11-25T11:00:00Z"));
    assertThat(issued.token().epoch()).isEqualTo(7);
    assertThat(issued.token().via()).isEqualTo("kubernetes:k8s:ns/sa:u-1");
    assertThat(issued.token().mount()).isEqualTo("k8s");
    assertThat(issued.toString()).doesNotContain(issued.text());
  }

  @Test
  void writesTheClaimsAndTheHeaderThatAreDocumented() {
    // given
    TokenIssuer.Issued issued = issue(keys, DEPLOYMENT);

    // when
    String[] parts = issued.text().substring(3).split("\\.", -1);

    // then
    assertThat(parts).hasSize(3);
    assertThat(decoded(parts[0]))
        .isEqualTo(
            "{\"alg\":\"ES256\",\"typ\":\"seal-bridge+jwt\",\"kid\":\"" + keys.keyId(0) + "\"}");
    assertThat(decoded(parts[1]))
        .isEqualTo(
            "{\"iss\":\"seal-bridge\",\"aud\":\"prod\",\"sub\":\"vault-a\",\"jti\":\""
                + issued.token().accessor()
                + "\",\"iat\":1795600800,\"nbf\":1795600800,\"exp\":1795604400,\"epoch\":7,"
                + "\"via\":\"kubernetes:k8s:ns/sa:u-1\"}");
  }

  @Test
  void refusesATokenOfAnotherDeploymentThatHasTheSameKey() {
    assertThat(tokens.find(issue(keys, "test").text())).isEqualTo(new LoginTokens.Found.Nothing());
  }

  @Test
  void refusesATokenOfAnotherKey() {
    assertThat(tokens.find(issue(InMemoryTokenKeys.one(), DEPLOYMENT).text()))
        .isEqualTo(new LoginTokens.Found.Nothing());
  }

  /** Signed by the right key, so it is the header and the claims alone that are wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ES256 | none",
        "ES256 | HS256",
        "ES256 | ES384",
        "seal-bridge+jwt | JWT",
        "\"typ\":\"seal-bridge+jwt\", | ''",
        "{\"alg\" | {\"crit\":[\"x\"],\"alg\"",
        "{\"alg\" | {\"jku\":\"https://evil.example\",\"alg\"",
        "{\"alg\" | {\"alg\":\"ES256\",\"alg\"",
        "{\"alg\" | { \"alg\"",
        "\"iss\":\"seal-bridge\" | \"iss\":\"other\"",
        "\"aud\":\"prod\" | \"aud\":\"test\"",
        "\"aud\":\"prod\" | \"aud\":[\"prod\"]",
        "\"aud\":\"prod\" | \"aud\":\"prod\",\"aud\":\"prod\"",
        "\"aud\":\"prod\", | ''",
        "\"epoch\":7 | \"epoch\":-1",
        "\"epoch\":7 | \"epoch\":7,\"admin\":1",
        "\"exp\":1795604400 | \"exp\":1795600800",
        "\"exp\":1795604400 | \"exp\":1e30",
        "\"sub\":\"vault-a\" | \"sub\":\"a b\"",
        "\"sub\":\"vault-a\", | ''",
      })
  void refusesAHeaderOrAClaimThatItWouldNotWrite(String written, String other) {
    // given
    String[] parts = issue(keys, DEPLOYMENT).text().substring(3).split("\\.", -1);
    String header = decoded(parts[0]);
    String claims = decoded(parts[1]);
    assertThat(header + claims).contains(written);

    // when
    String text = signed(header.replace(written, other), claims.replace(written, other));

    // then
    assertThat(tokens.find(signed(header, claims))).isInstanceOf(LoginTokens.Found.Token.class);
    assertThat(tokens.find(text)).isEqualTo(new LoginTokens.Found.Nothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sb.", "sb..", "sb...", "sb.a.b.c", "sb.a.b.c.d", "sb.\u00e9.b.c"})
  void refusesWhatIsNoToken(String text) {
    assertThat(tokens.find(text)).isEqualTo(new LoginTokens.Found.Nothing());
  }

  @Test
  void refusesASignatureOfAnotherTokenOrOfAnotherLength() {
    // given
    String one = issue(keys, DEPLOYMENT).text();
    String two = issue(keys, DEPLOYMENT).text();
    String signature = two.substring(two.lastIndexOf('.'));

    // then
    assertThat(tokens.find(one.substring(0, one.lastIndexOf('.')) + signature))
        .isEqualTo(new LoginTokens.Found.Nothing());
    assertThat(tokens.find(one.substring(0, one.length() - 4)))
        .isEqualTo(new LoginTokens.Found.Nothing());
    assertThat(tokens.find(one + "AAAA")).isEqualTo(new LoginTokens.Found.Nothing());
    assertThat(tokens.find(one.substring(0, one.lastIndexOf('.') + 1)))
        .isEqualTo(new LoginTokens.Found.Nothing());
  }

  @Test
  void takesTheNextHsmWhenOneFailsAndTrustsBoth() {
    // given
    keys.add();
    TokenIssuer.Issued first = issue(keys, DEPLOYMENT);
    keys.breakDown(0);

    // when
    TokenIssuer.Issued second = issue(keys, DEPLOYMENT);

    // then
    assertThat(first.token().keyId()).isEqualTo(keys.keyId(0));
    assertThat(second.token().keyId()).isEqualTo(keys.keyId(1));
    assertThat(tokens.find(first.text())).isInstanceOf(LoginTokens.Found.Token.class);
    assertThat(tokens.find(second.text())).isInstanceOf(LoginTokens.Found.Token.class);
  }

  @Test
  void saysWhatToDoWhenThereIsNoKey() {
    assertThatThrownBy(() -> issue(new InMemoryTokenKeys(), DEPLOYMENT))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(NoTokenKeyException.class)
        .hasMessageContaining("seal-bridge keys create bridge-tokens");
  }

  @Test
  void aRetiredKeyTakesItsTokensWithItVerifiedOrNot() {
    // given
    keys.add();
    TokenIssuer.Issued used = issue(keys, DEPLOYMENT);
    assertThat(tokens.find(used.text())).isInstanceOf(LoginTokens.Found.Token.class);

    // when
    keys.retire(0);

    // then
    assertThat(tokens.find(used.text())).isEqualTo(new LoginTokens.Found.Nothing());
  }

  @Test
  void looksAtNothingNewForASecondAfterManyForgeriesButGoesOnWithWhatItKnows() {
    // given
    String known = issue(keys, DEPLOYMENT).text();
    String fresh = issue(keys, DEPLOYMENT).text();
    assertThat(tokens.find(known)).isInstanceOf(LoginTokens.Found.Token.class);

    // when
    for (int i = 0; i < 500; i++) {
      assertThat(tokens.find(known + i)).isEqualTo(new LoginTokens.Found.Nothing());
    }

    // then
    assertThat(tokens.find(fresh)).isEqualTo(new LoginTokens.Found.TooMany());
    assertThat(tokens.find(known)).isInstanceOf(LoginTokens.Found.Token.class);
    nanoTime.addAndGet(1_000_000_000L);
    assertThat(tokens.find(fresh)).isInstanceOf(LoginTokens.Found.Token.class);
  }

  @Test
  void strangersWhoHaveSeenNoTokenKeepNobodyOut() {
    // given
    String fresh = issue(keys, DEPLOYMENT).text();
    String another = issue(InMemoryTokenKeys.one(), DEPLOYMENT).text();

    // when
    for (int i = 0; i < 1000; i++) {
      assertThat(tokens.find("sb." + i)).isEqualTo(new LoginTokens.Found.Nothing());
      assertThat(tokens.find(another + i)).isEqualTo(new LoginTokens.Found.Nothing());
    }

    // then
    assertThat(tokens.find(fresh)).isInstanceOf(LoginTokens.Found.Token.class);
  }

  @Test
  void recognisesMoreTokensThanItRemembers() {
    // given
    List<String> many =
        IntStream.range(0, 20).mapToObj(i -> issue(keys, DEPLOYMENT).text()).toList();
    LoginTokens few = new LoginTokens(DEPLOYMENT, keys, nanoTime::get, 4);

    // then
    for (int round = 0; round < 2; round++) {
      assertThat(many)
          .allSatisfy(t -> assertThat(few.find(t)).isInstanceOf(LoginTokens.Found.Token.class));
    }
    assertThat(few.remembered()).isLessThanOrEqualTo(8);
  }

  private static TokenIssuer.Issued issue(InMemoryTokenKeys keys, String deployment) {
    return new TokenIssuer(deployment, keys, new SecureRandom())
        .issue(
            new TokenIssuer.Order("vault-a", "kubernetes:k8s:ns/sa:u-1", Duration.ofHours(1), 7),
            NOW)
        .toCompletableFuture()
        .join();
  }

  private String signed(String header, String claims) {
    String part = encoded(header) + "." + encoded(claims);
    byte[] signature = keys.sign(part.getBytes(StandardCharsets.US_ASCII));
    return "sb." + part + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}

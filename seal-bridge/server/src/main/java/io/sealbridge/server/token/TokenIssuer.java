package io.sealbridge.server.token;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Issues tokens that any replica verifies without a call. One signature of an HSM each. Safe for
 * use by many threads; never blocks.
 */
public final class TokenIssuer {

  private static final int ACCESSOR_BYTES = 8;

  private final String deployment;
  private final BridgeTokenKeys keys;
  private final SecureRandom random;

  public TokenIssuer(String deployment, BridgeTokenKeys keys, SecureRandom random) {
    this.deployment = deployment;
    this.keys = keys;
    this.random = random;
  }

  /** {@code text} is the secret; the client is shown it once. */
  public record Issued(String text, LoginToken token) {
    /** Names the accessor, never the secret. */
    @Override
    public String toString() {
      return "Issued[accessor=" + token.accessor() + "]";
    }
  }

  /** What a token shall say. */
  public record Order(String identity, String via, Duration lifetime, long epoch) {}

  /**
   * Issues one. If an HSM fails, the next is asked. The stage fails with {@link
   * NoTokenKeyException} if there is no key, and else with what the last HSM said.
   */
  public CompletionStage<Issued> issue(Order order, Instant now) {
    List<TokenSigner> signers = keys.signers();
    if (signers.isEmpty()) {
      return CompletableFuture.failedFuture(new NoTokenKeyException());
    }
    return issue(order, now.truncatedTo(ChronoUnit.SECONDS), signers, 0);
  }

  private CompletionStage<Issued> issue(
      Order order, Instant now, List<TokenSigner> signers, int index) {
    CompletionStage<Issued> issued = issue(order, now, signers.get(index));
    return index + 1 == signers.size()
        ? issued
        : issued.exceptionallyCompose(failure -> issue(order, now, signers, index + 1));
  }

  private CompletionStage<Issued> issue(Order order, Instant now, TokenSigner signer) {
    LoginToken token =
        new LoginToken(
            order.identity(),
            accessor(),
            now,
            now.plus(order.lifetime()),
            order.epoch(),
            order.via(),
            signer.key().id());
    String signed = LoginTokenFormat.signedPart(token, deployment);
    return signer
        .sign(signed.getBytes(StandardCharsets.ISO_8859_1))
        .thenApply(signature -> new Issued(LoginTokenFormat.text(signed, signature), token));
  }

  private String accessor() {
    byte[] bytes = new byte[ACCESSOR_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

package io.sealbridge.server.token;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Recognises issued tokens. What has been verified is remembered by its SHA-256, so that a token
 * costs one hash from its second request on. Verifying takes a fraction of a millisecond, which
 * whoever has seen a token could ask for at will; after too many failures within a second nothing
 * new is verified until it is over. What does not even name a trusted key costs nothing and does
 * not count, so that strangers cannot keep others out. Safe for use by many threads; never blocks.
 */
public final class LoginTokens {

  private static final int MOST_REMEMBERED = 4096;
  private static final int MOST_FAILURES = 500;
  private static final long WINDOW_NANOS = 1_000_000_000L;

  /** What became of a text. */
  public sealed interface Found {
    /** Signed for this deployment by a key that counts; expiry is the caller's to check. */
    record Token(LoginToken token) implements Found {}

    record Nothing() implements Found {}

    /** No HSM has answered since the start, so nobody can tell. */
    record NotYet() implements Found {}

    /** Not looked at, for too many were wrong just now. */
    record TooMany() implements Found {}
  }

  /** Tokens used lately, and those that were used before them. */
  private record Generations(
      Map<TokenDigest, LoginToken> young, Map<TokenDigest, LoginToken> old) {}

  private record Window(long began, int failures) {}

  private final String deployment;
  private final BridgeTokenKeys keys;
  private final LongSupplier nanoTime;
  private final int mostRemembered;
  private volatile Generations remembered = new Generations(new ConcurrentHashMap<>(), Map.of());
  private volatile Window window;

  public LoginTokens(String deployment, BridgeTokenKeys keys, LongSupplier nanoTime) {
    this(deployment, keys, nanoTime, MOST_REMEMBERED);
  }

  LoginTokens(String deployment, BridgeTokenKeys keys, LongSupplier nanoTime, int mostRemembered) {
    this.mostRemembered = mostRemembered;
    this.deployment = deployment;
    this.keys = keys;
    this.nanoTime = nanoTime;
    this.window = new Window(nanoTime.getAsLong(), 0);
  }

  /** Whether the text has the shape of an issued token. */
  public static boolean isShaped(String text) {
    return text.startsWith(LoginTokenFormat.PREFIX);
  }

  public Found find(String text) {
    TokenDigest digest = TokenDigest.of(text.getBytes(StandardCharsets.UTF_8));
    Optional<LoginToken> known = known(digest);
    if (known.isPresent()) {
      // A key that was retired takes its tokens with it, verified or not.
      return keys.trusted(known.get().keyId()).isPresent()
          ? new Found.Token(known.get())
          : new Found.Nothing();
    }
    Optional<LoginTokenFormat.Candidate> candidate = LoginTokenFormat.candidate(text, keys);
    if (candidate.isEmpty()) {
      return keys.isKnown() ? new Found.Nothing() : new Found.NotYet();
    }
    if (isFlooded()) {
      return new Found.TooMany();
    }
    Optional<LoginToken> verified = candidate.get().verified(deployment);
    verified.ifPresentOrElse(token -> remember(digest, token), this::failed);
    return verified.<Found>map(Found.Token::new).orElseGet(Found.Nothing::new);
  }

  private Optional<LoginToken> known(TokenDigest digest) {
    Generations now = remembered;
    LoginToken young = now.young().get(digest);
    if (young != null) {
      return Optional.of(young);
    }
    LoginToken old = now.old().get(digest);
    if (old != null) {
      remember(digest, old);
    }
    return Optional.ofNullable(old);
  }

  private void remember(TokenDigest digest, LoginToken token) {
    Generations now = remembered;
    if (now.young().size() >= mostRemembered) {
      now = new Generations(new ConcurrentHashMap<>(), now.young());
      remembered = now;
    }
    now.young().put(digest, token);
  }

  int remembered() {
    return remembered.young().size() + remembered.old().size();
  }

  private boolean isFlooded() {
    Window now = window;
    return now.failures() >= MOST_FAILURES && nanoTime.getAsLong() - now.began() < WINDOW_NANOS;
  }

  private synchronized void failed() {
    long now = nanoTime.getAsLong();
    window =
        now - window.began() < WINDOW_NANOS
            ? new Window(window.began(), window.failures() + 1)
            : new Window(now, 1);
  }
}

package io.sealbridge.server.login;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyUseLogException;
import io.sealbridge.server.config.LoginConfiguration;
import io.sealbridge.server.config.LoginRoleConfiguration;
import io.sealbridge.server.identity.Identification.Reason;
import io.sealbridge.server.identity.RefusalCounter;
import io.sealbridge.server.identity.Revocations;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.token.LoginToken;
import io.sealbridge.server.token.NoTokenKeyException;
import io.sealbridge.server.token.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Logs in: a JWT is verified, a token is signed by an HSM, the login is written to the key-use log,
 * and only then is the token given out. Safe for use by many threads; never blocks its caller.
 */
public final class LoginService {

  private static final int RETRY_AFTER_SECONDS = 5;

  /**
   * What it works with.
   *
   * @param executor runs verifications, and what follows calls of other servers
   * @param patience with each call of another server, from its beginning to its answer's last byte
   */
  public record Parts(
      TokenIssuer issuer,
      Revocations revocations,
      RefusalCounter refusals,
      KeyUseLog log,
      LoginAlarms alarms,
      Clock clock,
      Executor executor,
      Duration patience) {}

  private final Map<String, LoginMount> mounts;
  private final Parts parts;
  private final LoginCounts counts = new LoginCounts();
  private final LoginLog operator;

  /**
   * Reads files; calls nobody yet.
   *
   * @throws TlsFilesException if authorities of servers cannot be used
   */
  public LoginService(List<LoginConfiguration> logins, Parts parts) throws TlsFilesException {
    this.mounts = LoginMounts.of(logins, parts);
    this.parts = parts;
    this.operator = new LoginLog(parts.clock());
  }

  /** The names of the mounts. */
  public Set<String> mounts() {
    return mounts.keySet();
  }

  public LoginCounts counts() {
    return counts;
  }

  /** Reads files and fetches keys that are due. Blocks on the file system. */
  public void lookAfter() {
    mounts.values().forEach(mount -> mount.verifier().lookAfter());
  }

  /**
   * The stage never fails.
   *
   * @param json the request's body; lent until this returns
   */
  public CompletionStage<LoginResult> login(LoginRequest request, byte[] json) {
    LoginMount mount = mounts.get(request.mount());
    if (mount == null) {
      throw new IllegalArgumentException("no such mount: " + request.mount());
    }
    LoginBody body;
    try {
      body = LoginBody.read(json);
    } catch (LoginBody.MalformedException e) {
      return done(refused(request, "", Reason.LOGIN_MALFORMED, String.valueOf(e.getMessage())));
    }
    return mount
        .role(body.role())
        .map(role -> login(request, mount, role, body.jwt()))
        .orElseGet(() -> done(unknownRole(request, mount, body.role())));
  }

  private CompletionStage<LoginResult> login(
      LoginRequest request, LoginMount mount, LoginRoleConfiguration role, String jwt) {
    return CompletableFuture.completedFuture(jwt)
        .thenComposeAsync(text -> mount.verifier().verify(text, role), parts.executor())
        .thenCompose(proof -> grant(request, mount, role, proof))
        .exceptionally(failure -> ended(request, role, failure));
  }

  private CompletionStage<LoginResult> grant(
      LoginRequest request,
      LoginMount mount,
      LoginRoleConfiguration role,
      LoginVerifier.Proof proof) {
    if (parts.revocations().denies(role.identity())) {
      throw new LoginRefusedException(
          Reason.IDENTITY_REVOKED, "the identity " + role.identity() + " is on the deny list");
    }
    TokenIssuer.Order order =
        new TokenIssuer.Order(
            role.identity(), proof.via(), role.ttl(), parts.revocations().epoch());
    return parts
        .issuer()
        .issue(order, parts.clock().instant())
        .thenCompose(
            issued ->
                parts
                    .log()
                    .append(entry(request, mount, role, issued.token()))
                    .thenApply(durable -> granted(request, role, proof, issued)));
  }

  private KeyUseEntry entry(
      LoginRequest request, LoginMount mount, LoginRoleConfiguration role, LoginToken token) {
    return new KeyUseEntry.Login(
        parts.clock().instant(),
        request.requestId(),
        token.identity(),
        token.via(),
        mount.name(),
        role.name(),
        token.accessor(),
        token.until(),
        request.peer());
  }

  private LoginResult granted(
      LoginRequest request,
      LoginRoleConfiguration role,
      LoginVerifier.Proof proof,
      TokenIssuer.Issued issued) {
    counts.count(request.mount(), LoginCounts.GRANTED);
    Map<String, String> metadata = new HashMap<>(proof.metadata());
    metadata.put("role", role.name());
    return new LoginResult.Granted(issued, metadata);
  }

  private LoginResult ended(LoginRequest request, LoginRoleConfiguration role, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case LoginRefusedException refused ->
          refused(request, role.name(), refused.reason(), refused.detail());
      case LoginUnavailableException unavailable ->
          unavailable(request, role.name(), unavailable.detail());
      case NoTokenKeyException noKey ->
          unavailable(request, role.name(), String.valueOf(noKey.getMessage()));
      case HsmException hsm ->
          unavailable(request, role.name(), "no HSM signed the token: " + hsm.getMessage());
      case KeyUseLogException log ->
          unavailable(
              request, role.name(), "the key-use log cannot be written: " + log.getMessage());
      default -> {
        operator.defect(request, cause);
        yield unavailable(request, role.name(), "a defect of the bridge");
      }
    };
  }

  private LoginResult refused(LoginRequest request, String role, Reason reason, String detail) {
    parts.refusals().count(reason, request.peer());
    counts.count(request.mount(), LoginCounts.REFUSED);
    operator.refused(request, role, reason.counted(), detail);
    return new LoginResult.Refused(
        reason, reason == Reason.LOGIN_MALFORMED ? detail : reason.text());
  }

  private LoginResult unknownRole(LoginRequest request, LoginMount mount, String role) {
    String detail =
        "the mount has no role "
            + Shown.of(role)
            + "; it has "
            + mount.roles().stream().map(LoginRoleConfiguration::name).toList();
    var _ = refused(request, role, Reason.LOGIN_ROLE, detail);
    return new LoginResult.Refused(Reason.LOGIN_ROLE, "invalid role name " + Shown.of(role));
  }

  private LoginResult unavailable(LoginRequest request, String role, String detail) {
    counts.count(request.mount(), LoginCounts.UNAVAILABLE);
    operator.unavailable(request, role, detail);
    return new LoginResult.Unavailable(
        "logins are not possible now; see the bridge's log", RETRY_AFTER_SECONDS);
  }

  private static CompletionStage<LoginResult> done(LoginResult result) {
    return CompletableFuture.completedFuture(result);
  }
}

package io.sealbridge.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.fake.InMemoryKeyUseLog;
import io.sealbridge.keyring.fake.MovableClock;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.identity.Identification.Reason;
import io.sealbridge.server.identity.RefusalCounter;
import io.sealbridge.server.identity.Revocations;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.token.InMemoryTokenKeys;
import io.sealbridge.server.token.TokenIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Logins as a configuration has them, with everything around them in memory. */
final class LoginScene implements AutoCloseable {

  private static final String BEFORE =
      """
      hsms: [ { name: a, library: l, pinFile: p } ]
      access: [ { identity: vault-a } ]
      logins:
      """;

  private final MovableClock clock = new MovableClock();
  private final InMemoryTokenKeys tokenKeys = InMemoryTokenKeys.one();
  private final InMemoryKeyUseLog log = new InMemoryKeyUseLog();
  private final RefusalCounter refusals = new RefusalCounter();
  private final List<String> alarms = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final Logger operator = (Logger) LoggerFactory.getLogger(LoginLog.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final LoginService service;

  /** {@code logins} are the items of the list in the configuration file. */
  LoginScene(Path folder, Duration patience, String logins) {
    logged.start();
    // Commands that ran before in this JVM have turned the log off.
    operator.setLevel(Level.WARN);
    operator.addAppender(logged);
    try {
      Path file = Files.writeString(folder.resolve("bridge.yaml"), BEFORE + logins);
      service =
          new LoginService(
              ConfigurationFile.read(file).configuration().logins(),
              new LoginService.Parts(
                  new TokenIssuer("test", tokenKeys, new SecureRandom()),
                  Revocations.NONE,
                  refusals,
                  log,
                  (code, text) -> alarms.add(code + " " + text),
                  clock,
                  executor,
                  patience));
    } catch (IOException | TlsFilesException e) {
      throw new IllegalStateException(e);
    }
  }

  LoginScene(Path folder, String logins) {
    this(folder, Duration.ofSeconds(5), logins);
  }

  MovableClock clock() {
    return clock;
  }

  InMemoryTokenKeys tokenKeys() {
    return tokenKeys;
  }

  InMemoryKeyUseLog log() {
    return log;
  }

  List<String> alarms() {
    return List.copyOf(alarms);
  }

  LoginService service() {
    return service;
  }

  LoginResult login(String mount, String jwt) {
    return login(mount, "vault", jwt);
  }

  LoginResult login(String mount, String role, String jwt) {
    return loginBody(mount, "{\"role\":\"" + role + "\",\"jwt\":\"" + jwt + "\"}");
  }

  LoginResult loginBody(String mount, String body) {
    return beginBody(mount, body).join();
  }

  /** A login that is not waited for. */
  CompletableFuture<LoginResult> begin(String mount, String jwt) {
    return beginBody(mount, "{\"role\":\"vault\",\"jwt\":\"" + jwt + "\"}");
  }

  private CompletableFuture<LoginResult> beginBody(String mount, String body) {
    return service
        .login(
            new LoginRequest(mount, "request-1", "10.0.0.9:1234"),
            body.getBytes(StandardCharsets.UTF_8))
        .toCompletableFuture()
        .copy()
        .orTimeout(20, TimeUnit.SECONDS);
  }

  /** The login becomes vault-a, and nothing is told to the operator. */
  void admits(String mount, String jwt) {
    assertThat(login(mount, jwt))
        .as(lines())
        .isInstanceOfSatisfying(
            LoginResult.Granted.class,
            granted -> assertThat(granted.issued().token().identity()).isEqualTo("vault-a"));
    assertThat(log.entries(KeyUseEntry.Login.class)).isNotEmpty();
  }

  /** The client reads one text whatever was wrong; the operator reads what was. */
  void refuses(String mount, String jwt, Reason reason, String detail) {
    long before = refusals.total(reason);

    LoginResult result = login(mount, jwt);

    assertThat(result).as(lines()).isEqualTo(new LoginResult.Refused(reason, "permission denied"));
    assertThat(reason.status()).isEqualTo(403);
    assertThat(refusals.total(reason)).isEqualTo(before + 1);
    assertThat(lines())
        .contains("login refused", "reason=" + reason.counted(), "requestId=request-1", detail);
    assertThat(lines()).doesNotContain(jwt.length() > 40 ? jwt.substring(jwt.length() - 40) : "\0");
    assertThat(tokenKeys.signatures()).isZero();
    assertThat(log.entries(KeyUseEntry.Login.class)).isEmpty();
  }

  /** The client is asked to come again; the operator reads why. */
  void cannotTell(String mount, String jwt, String detail) {
    assertThat(login(mount, jwt))
        .as(lines())
        .isEqualTo(
            new LoginResult.Unavailable("logins are not possible now; see the bridge's log", 5));
    assertThat(lines()).contains("login not possible", detail);
    assertThat(tokenKeys.signatures()).isZero();
  }

  /** What the operator reads. */
  String lines() {
    return List.copyOf(logged.list).stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + event.getKeyValuePairs().stream()
                        .map(LoginScene::text)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  private static String text(KeyValuePair pair) {
    return " " + pair.key + "=" + pair.value;
  }

  @Override
  public void close() {
    operator.detachAppender(logged);
    executor.shutdownNow();
  }
}

package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.KeyConfiguration;
import io.sealbridge.server.config.LimitsConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.LoginConfiguration;
import io.sealbridge.server.http.Admission;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.http.ClientCertificates;
import io.sealbridge.server.http.ListenerParts;
import io.sealbridge.server.http.Routes;
import io.sealbridge.server.identity.AccessList;
import io.sealbridge.server.identity.Authenticator;
import io.sealbridge.server.identity.Identification;
import io.sealbridge.server.identity.LoginGate;
import io.sealbridge.server.identity.RateLimiter;
import io.sealbridge.server.identity.RefusalCounter;
import io.sealbridge.server.identity.Revocations;
import io.sealbridge.server.identity.RevokedHere;
import io.sealbridge.server.identity.TokenLooks;
import io.sealbridge.server.identity.TokenStore;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.token.BridgeTokenKeys;
import io.sealbridge.server.token.LoginTokens;
import io.sealbridge.server.token.TokenDirectory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/** Who and how much is let in; one for all listeners. Safe for use by many threads. */
final class Gatehouse {

  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Foundation foundation;
  private final TokenStore tokens;
  private final AccessList access;
  private final RevokedHere revokedHere;
  private final Revocations revocations;
  private final LoginGate logins;
  private final Authenticator authenticator;
  private final TokenLooks looks;
  private final RefusalCounter refusals = new RefusalCounter();
  private final RateLimiter limiter;
  private final Admission admission;
  private final Set<KeyName> keys;

  /** Reads the tokens; blocks on the file system. */
  Gatehouse(Foundation foundation, Revoked revoked, BridgeTokenKeys tokenKeys, Closers closers) {
    BridgeConfiguration configuration = foundation.configuration();
    LimitsConfiguration limits = configuration.limits();
    this.foundation = foundation;
    this.tokens = new TokenStore(new TokenDirectory(configuration.tokens().directory()));
    this.access = new AccessList(configuration.access());
    this.revocations = revoked.list();
    this.revokedHere = new RevokedHere(foundation.clock());
    this.authenticator =
        new Authenticator(
            access,
            tokens,
            new LoginTokens(configuration.deployment(), tokenKeys, System::nanoTime),
            revokedHere,
            revocations,
            foundation.clock());
    ScheduledExecutorService reader = Threads.scheduled("bridge-tokens");
    closers.add("token looks", () -> Threads.end(reader, PATIENCE));
    this.looks = new TokenLooks(this::readTokens, reader, LOOK_INTERVAL, System::nanoTime);
    this.logins = new LoginGate(limits.logins(), limits.loginsOfPeer(), System::nanoTime);
    this.limiter = limiter(configuration);
    this.admission = new Admission(limits);
    this.keys =
        configuration.keys().stream().map(KeyConfiguration::name).collect(Collectors.toSet());
    readTokens();
    closers.add("refusals", this::writeRefusals);
    show(foundation.metrics());
  }

  private static RateLimiter limiter(BridgeConfiguration configuration) {
    LimitsConfiguration limits = configuration.limits();
    Map<String, RateLimiter.Rate> own = new HashMap<>();
    for (AccessConfiguration access : configuration.access()) {
      access
          .limits()
          .ifPresent(
              limit ->
                  own.put(access.identity(), new RateLimiter.Rate(limit.rate(), limit.burst())));
    }
    return new RateLimiter(
        new RateLimiter.Rate(limits.rate(), limits.burst()), own, System::nanoTime);
  }

  ListenerParts parts(ListenerConfiguration listener, Api api) {
    return new ListenerParts(
        listener,
        foundation.configuration().limits(),
        new Routes(listener.mount(), loginMounts()),
        api,
        authenticator,
        new ClientCertificates(authenticator, foundation.clock()),
        looks,
        refusals,
        limiter,
        admission,
        logins,
        foundation.metrics(),
        keys);
  }

  private Set<String> loginMounts() {
    return foundation.configuration().logins().stream()
        .map(LoginConfiguration::mount)
        .collect(Collectors.toSet());
  }

  AccessList access() {
    return access;
  }

  RevokedHere revokedHere() {
    return revokedHere;
  }

  Revocations revocations() {
    return revocations;
  }

  RefusalCounter refusals() {
    return refusals;
  }

  void readTokens() {
    var _ = tokens.refresh();
  }

  /** What strangers tried since the last time, one entry for each reason. */
  void writeRefusals() {
    refusals.drain(foundation.clock().instant()).forEach(foundation.log()::append);
  }

  private void show(Metrics metrics) {
    metrics.gauge("requests.active", "In work now", Tags.empty(), admission::requestsNow);
    metrics.gauge("bodies.bytes", "Memory of bodies now", Tags.empty(), admission::bytesNow);
    metrics.gauge("tokens", "Tokens known", Tags.empty(), tokens::size);
    metrics.counter(
        "tokens.looks", "Looks for tokens that were unknown", Tags.empty(), looks::count);
    for (Identification.Reason reason : Identification.Reason.values()) {
      metrics.counter(
          "refusals",
          "Requests refused before authentication",
          Tags.of("reason", reason.counted()),
          () -> refusals.total(reason));
    }
  }
}

package io.sealbridge.server.doctor;

import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.KeySourceConfiguration;
import io.sealbridge.server.config.KubernetesLoginConfiguration;
import io.sealbridge.server.config.KubernetesLoginMode;
import io.sealbridge.server.config.LoginConfiguration;
import io.sealbridge.server.login.KeyFiles;
import io.sealbridge.server.login.ReviewerToken;
import io.sealbridge.server.login.UnusableKeysException;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TrustedServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that logins need. Calls neither issuers nor clusters. */
public final class LoginExamination {

  private static final String PROJECT =
      "let the cluster project a token into the file and renew it, for a ServiceAccount that may"
          + " create tokenreviews";

  /** Kubelets renew a token when a fifth of its life is left. */
  private static final int LATE = 10;

  private final String check;
  private final Instant now;
  private final List<Diagnosis> diagnoses = new ArrayList<>();

  private LoginExamination(String mount, Instant now) {
    this.check = "login " + mount;
    this.now = now;
  }

  public static List<Diagnosis> of(BridgeConfiguration configuration, Instant now) {
    return configuration.logins().stream()
        .flatMap(login -> new LoginExamination(login.mount(), now).examine(login).stream())
        .toList();
  }

  private List<Diagnosis> examine(LoginConfiguration login) {
    login.kubernetes().ifPresent(this::cluster);
    login.jwt().ifPresent(jwt -> keys(jwt.keys()));
    if (diagnoses.isEmpty()) {
      diagnoses.add(Diagnosis.ok(check, login.roles().size() + " roles; " + source(login)));
    }
    return List.copyOf(diagnoses);
  }

  private void cluster(KubernetesLoginConfiguration cluster) {
    if (cluster.mode() == KubernetesLoginMode.JWKS) {
      cluster.keys().ifPresent(this::keys);
      return;
    }
    authorities(cluster.ca());
    cluster.reviewerToken().ifPresent(this::reviewer);
  }

  private void reviewer(Path file) {
    try {
      ReviewerToken token = ReviewerToken.read(file);
      token.expires().ifPresent(end -> expiry(file, token.issued(), end));
    } catch (ReviewerToken.UnusableException e) {
      diagnoses.add(Diagnosis.fail(check, String.valueOf(e.getMessage()), PROJECT));
    }
  }

  private void expiry(Path file, Optional<Instant> issued, Instant end) {
    String what = "the reviewer's token " + file;
    if (!now.isBefore(end)) {
      diagnoses.add(Diagnosis.fail(check, what + " expired at " + end, PROJECT));
      return;
    }
    Duration life = Duration.between(issued.orElse(now), end);
    if (Duration.between(now, end).compareTo(life.dividedBy(LATE)) < 0) {
      diagnoses.add(
          Diagnosis.warn(
              check,
              what + " expires at " + end + " and nothing has renewed it",
              "find out why it is not renewed; nobody logs in here once it is over"));
    }
  }

  private void keys(KeySourceConfiguration keys) {
    authorities(keys.ca());
    keys.file().ifPresent(this::keyFile);
  }

  private void keyFile(Path file) {
    try {
      var _ = KeyFiles.usable(file);
    } catch (UnusableKeysException e) {
      diagnoses.add(
          Diagnosis.fail(
              check,
              "the file of keys " + e.getMessage(),
              "put the issuer's JSON Web Key Set there (Kubernetes: kubectl get --raw"
                  + " /openid/v1/jwks)"));
    }
  }

  private void authorities(Optional<Path> ca) {
    if (ca.isEmpty()) {
      return;
    }
    try {
      var _ = TrustedServers.of(ca.get());
    } catch (TlsFilesException e) {
      diagnoses.add(
          Diagnosis.fail(
              check,
              "authorities: " + e.getMessage(),
              "put the authorities of the server's certificate there, in PEM"));
    }
  }

  private static String source(LoginConfiguration login) {
    Optional<KeySourceConfiguration> keys =
        login.jwt().map(jwt -> jwt.keys()).or(() -> login.kubernetes().flatMap(k -> k.keys()));
    return keys.map(LoginExamination::keySource)
        .orElseGet(
            () ->
                "each login asks "
                    + login.kubernetes().flatMap(k -> k.server()).orElse("the cluster")
                    + ", which was not asked now");
  }

  private static String keySource(KeySourceConfiguration keys) {
    return keys.file()
        .map(file -> "keys in " + file)
        .or(() -> keys.url().map(url -> "keys from " + url + ", not fetched now"))
        .orElse("keys by discovery, not fetched now");
  }
}

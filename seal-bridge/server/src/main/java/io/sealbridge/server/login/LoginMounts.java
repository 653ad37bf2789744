package io.sealbridge.server.login;

import io.sealbridge.server.config.JwtLoginConfiguration;
import io.sealbridge.server.config.KeySourceConfiguration;
import io.sealbridge.server.config.KubernetesLoginConfiguration;
import io.sealbridge.server.config.LoginConfiguration;
import io.sealbridge.server.tls.Https;
import io.sealbridge.server.tls.TlsFilesException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Makes what the configuration of logins describes. Blocks on files; calls nobody. */
public final class LoginMounts {

  private final LoginService.Parts parts;

  private LoginMounts(LoginService.Parts parts) {
    this.parts = parts;
  }

  /**
   * The mounts by name.
   *
   * @throws TlsFilesException if authorities of servers cannot be used
   */
  static Map<String, LoginMount> of(List<LoginConfiguration> logins, LoginService.Parts parts)
      throws TlsFilesException {
    LoginMounts maker = new LoginMounts(parts);
    Map<String, LoginMount> mounts = new LinkedHashMap<>();
    for (LoginConfiguration login : logins) {
      mounts.put(
          login.mount(), new LoginMount(login.mount(), maker.verifier(login), login.roles()));
    }
    return mounts;
  }

  private LoginVerifier verifier(LoginConfiguration login) throws TlsFilesException {
    if (login.kubernetes().isPresent()) {
      return cluster(login, login.kubernetes().get());
    }
    return issuers(login, login.jwt().orElseThrow());
  }

  private LoginVerifier issuers(LoginConfiguration login, JwtLoginConfiguration jwt)
      throws TlsFilesException {
    Map<String, KeySource> byIssuer = new LinkedHashMap<>();
    if (jwt.keys().discovery()) {
      KeyFetcher fetcher = new KeyFetcher(https(jwt.keys().ca(), KeyFetcher.LARGEST));
      for (String issuer : jwt.issuers()) {
        byIssuer.put(issuer, fetched(login, jwt.keys(), issuer, () -> fetcher.discover(issuer)));
      }
    } else {
      KeySource all = keys(login, jwt.keys());
      jwt.issuers().forEach(issuer -> byIssuer.put(issuer, all));
    }
    return new JwtVerifier(
        login.mount(),
        new JwtRules(jwt.algorithms(), login.maxTokenLifetime(), login.leeway(), parts.clock()),
        byIssuer);
  }

  private LoginVerifier cluster(LoginConfiguration login, KubernetesLoginConfiguration cluster)
      throws TlsFilesException {
    return new KubernetesVerifier(
        login.mount(),
        new JwtRules(cluster.algorithms(), login.maxTokenLifetime(), login.leeway(), parts.clock()),
        cluster.issuer(),
        new HashSet<>(cluster.apiServerAudiences()),
        authority(login, cluster));
  }

  private KubernetesVerifier.Authority authority(
      LoginConfiguration login, KubernetesLoginConfiguration cluster) throws TlsFilesException {
    return switch (cluster.mode()) {
      case TOKENREVIEW ->
          new TokenReviewer(
              cluster.server().orElseThrow(),
              cluster.reviewerToken().orElseThrow(),
              https(cluster.ca(), TokenReviewer.LARGEST_ANSWER),
              parts.alarms(),
              parts.clock());
      case JWKS -> new PublishedKeys(keys(login, cluster.keys().orElseThrow()));
    };
  }

  private KeySource keys(LoginConfiguration login, KeySourceConfiguration keys)
      throws TlsFilesException {
    if (keys.file().isPresent()) {
      return new FileKeys(keys.file().get(), parts.alarms());
    }
    String url = keys.url().orElseThrow();
    KeyFetcher fetcher = new KeyFetcher(https(keys.ca(), KeyFetcher.LARGEST));
    return fetched(login, keys, url, () -> fetcher.fetch(url));
  }

  private KeySource fetched(
      LoginConfiguration login,
      KeySourceConfiguration keys,
      String from,
      Supplier<CompletionStage<KeySet>> fetch) {
    String what = "the keys of login " + login.mount() + " from " + from;
    return new FetchedKeys(what, fetch, keys.refresh(), parts.alarms(), parts.clock());
  }

  private Https https(Optional<Path> ca, int largest) throws TlsFilesException {
    return new Https(ca, parts.patience(), largest, parts.executor());
  }
}

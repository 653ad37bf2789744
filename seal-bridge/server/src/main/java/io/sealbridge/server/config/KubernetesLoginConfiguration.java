package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One Kubernetes cluster whose ServiceAccounts log in. */
public record KubernetesLoginConfiguration(
    @Setting(
            value =
                "tokenreview: each login asks the cluster, which knows deleted ServiceAccounts and"
                    + " pods. jwks: the token is verified with the cluster's published keys, without"
                    + " a call; a deleted ServiceAccount counts until its token expires.",
            byDefault = "tokenreview")
        KubernetesLoginMode mode,
    @Setting("tokenreview only: address of the API server, https://.") Optional<String> server,
    @Setting(
            "tokenreview only: authorities of the API server's certificate, PEM; read again when it"
                + " changes. Default: those of the Java platform.")
        Optional<Path> ca,
    @Setting(
            "tokenreview only: file with the token of a ServiceAccount that may create tokenreviews."
                + " Read again at each login; needs the API server's own audience.")
        Optional<Path> reviewerToken,
    @Setting("jwks only: the keys that sign ServiceAccount tokens: file or url.")
        Optional<KeySourceConfiguration> keys,
    @Setting(
            "The cluster's issuer, compared whole with the token's iss. Required with jwks; with"
                + " tokenreview the cluster compares it.")
        Optional<String> issuer,
    @Setting(
            value =
                "Audiences of the API server itself. A token that has one of them is refused,"
                    + " because whoever got it could use it on the cluster.",
            byDefault =
                "[\"https://kubernetes.default.svc\","
                    + " \"https://kubernetes.default.svc.cluster.local\"]")
        List<String> apiServerAudiences,
    @Setting(
            value = "Algorithms of signatures: RS256, RS384, RS512, ES256, ES384, ES512.",
            byDefault = "[RS256, ES256]")
        List<SignatureAlgorithm> algorithms) {

  public KubernetesLoginConfiguration {
    apiServerAudiences = List.copyOf(apiServerAudiences);
    algorithms = List.copyOf(algorithms);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms must name at least one algorithm");
    }
    if (issuer.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("issuer must not be blank");
    }
    switch (mode) {
      case TOKENREVIEW -> {
        requireGiven("server", server, mode);
        requireGiven("reviewerToken", reviewerToken, mode);
        requireAbsent("keys", keys, mode);
        server.ifPresent(url -> HttpsUrl.require("server", url));
      }
      case JWKS -> {
        requireGiven("keys", keys, mode);
        requireGiven("issuer", issuer, mode);
        requireAbsent("server", server, mode);
        requireAbsent("ca", ca, mode);
        requireAbsent("reviewerToken", reviewerToken, mode);
        if (keys.filter(KeySourceConfiguration::discovery).isPresent()) {
          throw new IllegalArgumentException(
              "keys must be file or url: write the address of the cluster's keys, such as"
                  + " https://<server>/openid/v1/jwks");
        }
      }
    }
  }

  private static void requireGiven(String property, Optional<?> value, KubernetesLoginMode mode) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(property + " must be given when mode is " + mode.word());
    }
  }

  private static void requireAbsent(String property, Optional<?> value, KubernetesLoginMode mode) {
    if (value.isPresent()) {
      throw new IllegalArgumentException(
          property + " must be left out when mode is " + mode.word());
    }
  }
}

package io.sealbridge.integration.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tokens that no mount may take, each with what its operator has to read. */
public enum BadToken {
  FOR_ANOTHER_AUDIENCE("login: audience", "the audience must be seal-bridge") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return api.token(vault, Optional.of("another"), LIFETIME);
    }
  },
  FOR_THE_API_SERVER("login: audience", KubernetesApi.ISSUER) {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return api.token(vault, Optional.empty(), LIFETIME);
    }
  },
  /** Whoever got it could use it on the cluster, though the bridge's own audience is there. */
  FOR_THE_API_SERVER_TOO("login: audience", "would give the cluster away") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, vault)
          .withClaims(
              claims -> claims.putArray("aud").add(LoginBridge.AUDIENCE).add(KubernetesApi.ISSUER))
          .signedBy(api.signingKey().privateKey());
    }
  },
  OF_ANOTHER_NAMESPACE("login: claims without the role", "elsewhere/vault") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, api.serviceAccount("elsewhere", "vault")).text();
    }
  },
  OF_ANOTHER_ACCOUNT("login: claims without the role", "vault/other") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, api.serviceAccount("vault", "other")).text();
    }
  },
  EXPIRED("login: expired or too long-lived JWT", "the JWT expired at") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      long end = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
      long start = end - LIFETIME.toSeconds();
      return good(api, vault)
          .withClaims(claims -> claims.put("iat", start).put("nbf", start).put("exp", end))
          .signedBy(api.signingKey().privateKey());
    }
  },
  TOO_LONG_LIVED("login: expired or too long-lived JWT", "longer than maxTokenLifetime") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return api.token(vault, Optional.of(LoginBridge.AUDIENCE), Duration.ofHours(2));
    }
  },
  /** The claims, key id included, are those of a good token. */
  OF_ANOTHER_CLUSTERS_KEY(
      "login: refused by the cluster",
      "made by another cluster",
      "login: signature",
      "not by the key that the JWT names") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, vault).signedBy(SigningKey.newPair().getPrivate());
    }
  },
  WITHOUT_SIGNATURE("login: no acceptable JWT", "the algorithm must be one of") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, vault).withHeader(header -> header.put("alg", "none")).unsigned();
    }
  },
  WITH_THE_PUBLIC_KEY_AS_SECRET("login: no acceptable JWT", "the algorithm must be one of") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, vault)
          .withHeader(header -> header.put("alg", "HS256"))
          .signedByHmac(api.signingKey().publicPem());
    }
  },
  WITH_A_KEY_ELSEWHERE(
      "login: refused by the cluster",
      "made by another cluster",
      "login: signature",
      "no key of this mount has the key id") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, vault)
          .withHeader(
              header -> header.put("kid", "elsewhere").put("jku", "https://127.0.0.1:1/jwks.json"))
          .signedBy(SigningKey.newPair().getPrivate());
    }
  },
  /** Another account's signature, under claims that name the right one. */
  CHANGED_UNDER_ITS_SIGNATURE(
      "login: refused by the cluster",
      "made by another cluster",
      "login: signature",
      "not by the key that the JWT names") {
    @Override
    public String of(KubernetesApi api, ServiceAccount vault) {
      return good(api, vault).withSignatureOf(good(api, api.serviceAccount("elsewhere", "vault")));
    }
  };

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final String reviewedReason;
  private final String reviewedDetail;
  private final String offlineReason;
  private final String offlineDetail;

  BadToken(String reason, String detail) {
    this(reason, detail, reason, detail);
  }

  BadToken(
      String reviewedReason, String reviewedDetail, String offlineReason, String offlineDetail) {
    this.reviewedReason = reviewedReason;
    this.reviewedDetail = reviewedDetail;
    this.offlineReason = offlineReason;
    this.offlineDetail = offlineDetail;
  }

  /** Made from what the cluster gives for the ServiceAccount of the role. */
  public abstract String of(KubernetesApi api, ServiceAccount vault);

  public String reason(String mount) {
    return mount.equals(LoginBridge.REVIEWED) ? reviewedReason : offlineReason;
  }

  /** A part of the sentence. */
  public String detail(String mount) {
    return mount.equals(LoginBridge.REVIEWED) ? reviewedDetail : offlineDetail;
  }

  private static Jwt good(KubernetesApi api, ServiceAccount account) {
    return Jwt.parse(api.token(account, Optional.of(LoginBridge.AUDIENCE), LIFETIME));
  }
}

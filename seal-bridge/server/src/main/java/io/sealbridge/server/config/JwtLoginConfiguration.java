package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.util.HashSet;
import java.util.List;

/** Issuers of JWTs, and the keys that they sign with. */
public record JwtLoginConfiguration(
    @Setting(
            "The issuers, each compared whole with the token's iss, a slash at the end included."
                + " Azure has two for a tenant: https://sts.windows.net/<tenant>/ and"
                + " https://login.microsoftonline.com/<tenant>/v2.0.")
        List<String> issuers,
    @Setting("The keys: discovery, url or file.") KeySourceConfiguration keys,
    @Setting(
            value =
                "Algorithms of signatures: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384,"
                    + " ES512.",
            byDefault = "[RS256]")
        List<SignatureAlgorithm> algorithms) {

  public JwtLoginConfiguration {
    issuers = List.copyOf(issuers);
    algorithms = List.copyOf(algorithms);
    if (issuers.isEmpty() || issuers.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "issuers must name at least one issuer, none of them blank");
    }
    if (new HashSet<>(issuers).size() < issuers.size()) {
      throw new IllegalArgumentException("issuers must name each issuer once");
    }
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("algorithms must name at least one algorithm");
    }
    if (keys.discovery()) {
      issuers.forEach(issuer -> HttpsUrl.require("issuers, whose keys are discovered,", issuer));
    }
  }
}

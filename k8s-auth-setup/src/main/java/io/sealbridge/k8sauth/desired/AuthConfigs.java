package io.sealbridge.k8sauth.desired;

import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.vault.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations of auth methods. Every write replaces all of one, so each names every field. */
final class AuthConfigs {
  private AuthConfigs() {}

  static Wanted of(Setup setup, String mount, ClusterFacts facts) {
    Map<String, Object> fields =
        switch (setup) {
          case OWN_TOKEN -> reviewing(facts, "", false, new HiddenText(""));
          case CLIENT_TOKEN -> reviewing(facts, facts.authority(), true, new HiddenText(""));
          case REVIEWER_TOKEN, AUTO ->
              facts.reviewerToken().isPresent()
                  ? reviewing(facts, facts.authority(), true, facts.reviewerToken().get())
                  : reviewing(facts, new KnownAfterApply(), true, new KnownAfterApply());
          case OIDC_DISCOVERY ->
              jwt(
                  Map.of(
                      "oidc_discovery_url",
                      facts.issuer(),
                      "oidc_discovery_ca_pem",
                      facts.authority()),
                  facts);
          case PINNED_KEYS -> jwt(Map.of("jwt_validation_pubkeys", facts.publicKeys()), facts);
        };
    return new Wanted(new Place.AuthConfig(mount), fields);
  }

  /** Without a CA and with the local one, Vault reads both files of its pod anew as they change. */
  private static Map<String, Object> reviewing(
      ClusterFacts facts, Object authority, boolean disableLocal, Object reviewer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kubernetes_host", facts.apiServer().toString());
    fields.put("kubernetes_ca_cert", authority);
    fields.put("token_reviewer_jwt", reviewer);
    fields.put("disable_local_ca_jwt", disableLocal);
    fields.put("disable_iss_validation", true);
    fields.put("pem_keys", List.of());
    return fields;
  }

  private static Map<String, Object> jwt(Map<String, Object> keys, ClusterFacts facts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("oidc_discovery_url", "");
    fields.put("oidc_discovery_ca_pem", "");
    fields.put("jwt_validation_pubkeys", List.of());
    fields.putAll(keys);
    fields.put("bound_issuer", facts.issuer());
    return fields;
  }
}

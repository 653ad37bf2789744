package io.sealbridge.k8sauth.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The configuration of an auth method as Vault has it.
 *
 * @param host the API server that Vault asks; empty for methods that ask none
 * @param authority certificates in PEM by which Vault trusts it, or the issuer; empty for those of
 *     its pod or system
 * @param reviewerSet whether Vault was given a token to ask with
 * @param issuer that tokens have to have; none if any will do
 * @param discovery where Vault reads the keys of tokens; empty if it was given them
 */
record SeenConfig(
    String host, String authority, boolean reviewerSet, Optional<String> issuer, String discovery) {

  static SeenConfig of(JsonNode data) {
    boolean kubernetes = data.has("kubernetes_host");
    // A Kubernetes method that should look at an empty issuer looks at none.
    boolean ignored = kubernetes && data.path("disable_iss_validation").asBoolean(true);
    String issuer = data.path(kubernetes ? "issuer" : "bound_issuer").asText("");
    return new SeenConfig(
        data.path("kubernetes_host").asText(""),
        data.path(kubernetes ? "kubernetes_ca_cert" : "oidc_discovery_ca_pem").asText(""),
        data.path("token_reviewer_jwt_set").asBoolean(),
        Optional.of(issuer).filter(text -> !ignored && !text.isEmpty()),
        data.path("oidc_discovery_url").asText(""));
  }
}

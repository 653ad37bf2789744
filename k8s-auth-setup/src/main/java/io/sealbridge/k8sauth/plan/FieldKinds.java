package io.sealbridge.k8sauth.plan;

import java.util.Map;

/** The kind of each field that the tool manages, by Vault's name for it. */
final class FieldKinds {
  private static final Map<String, FieldKind> KINDS =
      Map.ofEntries(
          Map.entry("type", FieldKind.TEXT),
          Map.entry("policy", FieldKind.RULES),
          Map.entry("kubernetes_host", FieldKind.URL),
          Map.entry("kubernetes_ca_cert", FieldKind.PEM),
          Map.entry("disable_local_ca_jwt", FieldKind.FLAG),
          Map.entry("disable_iss_validation", FieldKind.FLAG),
          Map.entry("pem_keys", FieldKind.PEMS),
          Map.entry("oidc_discovery_url", FieldKind.URL),
          Map.entry("oidc_discovery_ca_pem", FieldKind.PEM),
          Map.entry("jwt_validation_pubkeys", FieldKind.PEMS),
          Map.entry("bound_issuer", FieldKind.TEXT),
          Map.entry("bound_service_account_names", FieldKind.SET),
          Map.entry("bound_service_account_namespaces", FieldKind.SET),
          Map.entry("bound_service_account_namespace_selector", FieldKind.SELECTOR),
          Map.entry("audience", FieldKind.TEXT),
          Map.entry("alias_name_source", FieldKind.ALIAS_SOURCE),
          Map.entry("role_type", FieldKind.TEXT),
          Map.entry("bound_audiences", FieldKind.SET),
          Map.entry("user_claim", FieldKind.TEXT),
          Map.entry("bound_claims_type", FieldKind.TEXT),
          Map.entry("bound_claims", FieldKind.STRUCTURE),
          Map.entry("token_policies", FieldKind.NAMES),
          Map.entry("token_ttl", FieldKind.NUMBER),
          Map.entry("token_max_ttl", FieldKind.NUMBER),
          Map.entry("token_explicit_max_ttl", FieldKind.NUMBER),
          Map.entry("token_period", FieldKind.NUMBER),
          Map.entry("token_num_uses", FieldKind.NUMBER),
          Map.entry("token_bound_cidrs", FieldKind.NETWORKS),
          Map.entry("token_no_default_policy", FieldKind.FLAG),
          Map.entry("token_type", FieldKind.TOKEN_TYPE));

  private FieldKinds() {}

  static FieldKind of(String field) {
    FieldKind kind = KINDS.get(field);
    if (kind == null) {
      throw new IllegalStateException("no kind for the field " + field);
    }
    return kind;
  }
}

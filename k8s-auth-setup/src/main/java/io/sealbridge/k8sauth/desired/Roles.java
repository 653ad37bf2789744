package io.sealbridge.k8sauth.desired;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.access.RoleSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.access.TokenType;
import io.sealbridge.k8sauth.vault.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Roles of auth methods. */
final class Roles {
  private static final Duration TTL = Duration.ofHours(1);
  private static final Duration MAX_TTL = Duration.ofHours(24);

  private Roles() {}

  /** The role of a consumer that names none. */
  static RoleSection ownRole(ConsumerSection consumer) {
    return new RoleSection(
        consumer.name(),
        consumer.cluster(),
        List.of(consumer.serviceAccount()),
        List.of(consumer.namespace()),
        Map.of(),
        List.of(consumer.name()),
        Optional.empty(),
        TTL,
        MAX_TTL,
        List.of(),
        true,
        TokenType.SERVICE);
  }

  static Wanted of(AccessDescription description, RoleSection role) {
    ClusterSection cluster = description.cluster(role.cluster());
    Setup setup = description.setup(cluster);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.putAll(setup.isJwt() ? byClaims(cluster, role) : byReview(setup, cluster, role));
    fields.put("token_policies", role.policies());
    fields.put("token_ttl", role.ttl().toSeconds());
    fields.put("token_max_ttl", role.maxTtl().toSeconds());
    fields.put("token_explicit_max_ttl", 0L);
    fields.put("token_period", 0L);
    fields.put("token_num_uses", 0L);
    fields.put("token_bound_cidrs", role.boundCidrs());
    fields.put("token_no_default_policy", !role.defaultPolicy());
    fields.put("token_type", role.tokenType().name().toLowerCase(Locale.ROOT));
    return new Wanted(new Place.Role(cluster.mount(), role.name()), fields);
  }

  private static Map<String, Object> byReview(
      Setup setup, ClusterSection cluster, RoleSection role) {
    // With the client's own token as reviewer, the token has to be the API server's, whatever else
    // it is for.
    String byDefault = setup == Setup.CLIENT_TOKEN ? "" : cluster.audience();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("bound_service_account_names", role.serviceAccounts());
    fields.put("bound_service_account_namespaces", role.namespaces());
    fields.put("bound_service_account_namespace_selector", selector(role));
    fields.put("audience", role.audience().orElse(byDefault));
    fields.put("alias_name_source", "serviceaccount_uid");
    return fields;
  }

  private static Map<String, Object> byClaims(ClusterSection cluster, RoleSection role) {
    Map<String, Object> claims = new TreeMap<>();
    claims.put("/kubernetes.io/namespace", role.namespaces());
    claims.put("/kubernetes.io/serviceaccount/name", role.serviceAccounts());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("role_type", "jwt");
    fields.put("bound_audiences", List.of(role.audience().orElse(cluster.audience())));
    fields.put("user_claim", "sub");
    fields.put("bound_claims_type", "glob");
    fields.put("bound_claims", claims);
    return fields;
  }

  /** As JSON, which is YAML too. */
  private static String selector(RoleSection role) {
    if (role.namespaceLabels().isEmpty()) {
      return "";
    }
    StringBuilder labels = new StringBuilder();
    new TreeMap<>(role.namespaceLabels())
        .forEach(
            (name, value) ->
                labels
                    .append(labels.isEmpty() ? "" : ",")
                    .append('"')
                    .append(name)
                    .append("\":\"")
                    .append(value)
                    .append('"'));
    return "{\"matchLabels\":{" + labels + "}}";
  }
}

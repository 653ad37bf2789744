package io.sealbridge.k8sauth.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A role as Vault has it.
 *
 * @param byLabels whether namespaces are also let in by their labels
 * @param networks from which logins are taken; all if there are none
 */
record SeenRole(
    List<String> serviceAccounts,
    List<String> namespaces,
    boolean byLabels,
    List<String> audiences,
    List<String> networks) {

  SeenRole {
    serviceAccounts = List.copyOf(serviceAccounts);
    namespaces = List.copyOf(namespaces);
    audiences = List.copyOf(audiences);
    networks = List.copyOf(networks);
  }

  /** From the answer's data; roles of the two types of auth methods differ in names. */
  static SeenRole of(JsonNode data) {
    boolean jwt = data.has("bound_claims") || data.has("role_type");
    JsonNode claims = data.path("bound_claims");
    return new SeenRole(
        texts(
            jwt
                ? claims.path("/kubernetes.io/serviceaccount/name")
                : data.path("bound_service_account_names")),
        texts(
            jwt
                ? claims.path("/kubernetes.io/namespace")
                : data.path("bound_service_account_namespaces")),
        !data.path("bound_service_account_namespace_selector").asText("").isEmpty(),
        texts(jwt ? data.path("bound_audiences") : data.path("audience")),
        texts(data.path("token_bound_cidrs")));
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(text -> texts.add(text.asText()));
    } else if (node.isTextual() && !node.asText().isEmpty()) {
      texts.add(node.asText());
    }
    return texts;
  }
}

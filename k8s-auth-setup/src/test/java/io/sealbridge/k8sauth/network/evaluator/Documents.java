package io.sealbridge.k8sauth.network.evaluator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/** Policies as they are written. */
public final class Documents {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Documents() {}

  public static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Refuses fields that the API does not know. */
  public static NetworkPolicy plain(JsonNode object) {
    try {
      NetworkPolicy policy = YAML.treeToValue(object, NetworkPolicy.class);
      if (!policy.getAdditionalProperties().isEmpty()
          || !policy.getSpec().getAdditionalProperties().isEmpty()) {
        throw new IllegalArgumentException("no field of a policy is in " + object);
      }
      return policy;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

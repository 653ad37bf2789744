package io.sealbridge.k8sauth.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import io.sealbridge.k8sauth.network.evaluator.CalicoEvaluator;
import io.sealbridge.k8sauth.network.evaluator.Documents;
import io.sealbridge.k8sauth.network.evaluator.Evaluator;
import io.sealbridge.k8sauth.network.evaluator.PlainEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the policies of a file are, as they are written. */
final class Rendered {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Rendered() {}

  /** Through a file, as a user's. */
  static List<JsonNode> of(String text) {
    try {
      Path file = Files.createTempFile("access", ".yaml");
      try {
        AccessDescription description = AccessFile.read(Files.writeString(file, text));
        return NetworkPolicies.of(description, description.clusters().getFirst()).stream()
            .map(Rendered::written)
            .toList();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Through the text, as the API server gets it. */
  private static JsonNode written(HasMetadata object) {
    return Documents.yaml(SERIALIZATION.asJson(object));
  }

  static List<JsonNode> plain(List<JsonNode> objects) {
    return objects.stream().filter(object -> !isCalico(object)).toList();
  }

  static List<JsonNode> calico(List<JsonNode> objects) {
    return objects.stream().filter(Rendered::isCalico).toList();
  }

  /** How a plugin of the policies' own kind decides. */
  static Evaluator evaluator(List<JsonNode> objects) {
    return calico(objects).isEmpty()
        ? new PlainEvaluator(objects.stream().map(Documents::plain).toList())
        : CalicoEvaluator.of(
            calico(objects), plain(objects).stream().map(Documents::plain).toList());
  }

  private static boolean isCalico(JsonNode object) {
    return object.path("apiVersion").asText().equals("projectcalico.org/v3");
  }
}

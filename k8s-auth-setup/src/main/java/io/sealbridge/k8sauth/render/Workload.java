package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.access.RoleSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.objects.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A consumer as its manifests see it. */
public record Workload(Scope scope, ConsumerSection consumer) {
  /** The label that tells a workload's pods from others in its namespace. */
  static final String NAME_LABEL = "app.kubernetes.io/name";

  /** What all its objects are called; fits a label too. */
  public String name() {
    return ObjectName.of(consumer.name());
  }

  /** What its pods are known by. */
  public Map<String, String> podLabels() {
    return Map.of(NAME_LABEL, name());
  }

  String role() {
    return consumer.role().orElseGet(consumer::name);
  }

  /** As the server's own paths have it. */
  String loginPath() {
    return "auth/" + scope.cluster().mount();
  }

  /**
   * The audience of its token; none where the API server's own is wanted, because Vault shows the
   * token to it.
   */
  Optional<String> audience() {
    Optional<String> ofRole =
        scope.description().roles().stream()
            .filter(role -> role.name().equals(role()))
            .filter(role -> scope.description().cluster(role.cluster()).equals(scope.cluster()))
            .findFirst()
            .flatMap(RoleSection::audience);
    boolean shown = scope.description().setup(scope.cluster()) == Setup.CLIENT_TOKEN;
    return ofRole.or(() -> shown ? Optional.empty() : Optional.of(scope.cluster().audience()));
  }

  List<SecretFile> secrets() {
    return SecretFile.of(scope.description(), consumer.secrets());
  }

  /** A name of one of its objects of which it has several. */
  String nameFor(SecretFile secret) {
    return ObjectName.of(name() + "-" + secret.plainName());
  }

  ObjectMeta metadata(String name) {
    Map<String, String> labels = new TreeMap<>(Ownership.labels(scope.description()));
    labels.putAll(podLabels());
    return metadata(consumer.namespace(), name, labels);
  }

  static ObjectMeta metadata(String namespace, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(new TreeMap<>(labels))
        .build();
  }
}

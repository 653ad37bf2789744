package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** What each consumer needs to read its secrets in the way that the file says. */
final class ConsumerManifests {
  private ConsumerManifests() {}

  static List<HasMetadata> of(Scope scope) {
    return scope.workloads().stream().flatMap(workload -> of(workload).stream()).toList();
  }

  private static List<HasMetadata> of(Workload workload) {
    return switch (workload.consumer().reads()) {
      case AGENT -> AgentManifests.of(workload, false);
      case AGENT_INIT -> AgentManifests.of(workload, true);
      case INJECTOR -> InjectorManifests.of(workload);
      case CSI -> CsiManifests.of(workload);
      case VAULT_SECRETS_OPERATOR -> VaultSecretsOperatorManifests.of(workload);
      case EXTERNAL_SECRETS -> ExternalSecretsManifests.of(workload);
    };
  }
}

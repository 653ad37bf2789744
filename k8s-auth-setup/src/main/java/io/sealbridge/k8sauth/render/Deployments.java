package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/** The workload's Deployment around its pod. How many pods there are is left to others. */
final class Deployments {
  private Deployments() {}

  static Deployment of(Workload workload, Map<String, String> annotations, PodSpec pod) {
    return new DeploymentBuilder()
        .withMetadata(workload.metadata(workload.name()))
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(workload.podLabels())
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(workload.podLabels())
        .withAnnotations(annotations.isEmpty() ? null : annotations)
        .endMetadata()
        .withSpec(pod)
        .endTemplate()
        .endSpec()
        .build();
  }
}

package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An application with the product's agent. Both share a folder in memory, and the agent alone sees
 * the token; the application starts when its secrets are there.
 */
final class AgentManifests {
  private static final String SECRETS = "secrets";
  private static final String TOKEN = "vault-token";
  private static final String CONFIGURATION = "agent-configuration";
  private static final int SECONDS_BETWEEN_LOOKS = 2;
  private static final int LOOKS = 150;

  private AgentManifests() {}

  /**
   * The manifests.
   *
   * @param once whether the agent ends before the application starts, and does not run beside it
   */
  static List<HasMetadata> of(Workload workload, boolean once) {
    List<HasMetadata> objects = new ArrayList<>(VaultAuthorities.configMap(workload));
    objects.add(configuration(workload, once));
    Container agent = once ? agent(workload).build() : beside(workload, agent(workload));
    objects.add(
        Deployments.of(
            workload,
            Map.of(),
            new PodSpecBuilder()
                .withServiceAccountName(workload.consumer().serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(PodParts.unprivileged(workload.scope().manifests().userId()))
                .withInitContainers(agent)
                .withContainers(PodParts.application(workload, SECRETS))
                .withVolumes(
                    PodParts.memory(SECRETS),
                    PodParts.token(TOKEN, workload.audience()),
                    configurationVolume(workload))
                .build()));
    return List.copyOf(objects);
  }

  private static ConfigMap configuration(Workload workload, boolean once) {
    return new ConfigMapBuilder()
        .withMetadata(workload.metadata(configurationName(workload)))
        .withData(Map.of(AgentConfiguration.FILE, AgentConfiguration.of(workload, once)))
        .build();
  }

  private static String configurationName(Workload workload) {
    return ObjectName.of(workload.name() + "-vault-agent");
  }

  private static ContainerBuilder agent(Workload workload) {
    return new ContainerBuilder()
        .withName("vault-agent")
        .withImage(workload.scope().manifests().programImage())
        .withCommand(
            workload.scope().manifests().product().program(),
            "agent",
            "-config=" + AgentConfiguration.FOLDER + "/" + AgentConfiguration.FILE)
        .withEnv(
            workload.scope().description().vault().namespace().stream()
                .map(namespace -> new EnvVar("VAULT_NAMESPACE", namespace, null))
                .toList())
        .withSecurityContext(PodParts.confined())
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("25m"), "memory", new Quantity("64Mi")))
        .withLimits(Map.of("memory", new Quantity("256Mi")))
        .endResources()
        .withVolumeMounts(
            new VolumeMountBuilder().withName(SECRETS).withMountPath(SecretFile.FOLDER).build(),
            new VolumeMountBuilder()
                .withName(TOKEN)
                .withMountPath(AgentConfiguration.TOKEN_FOLDER)
                .withReadOnly(true)
                .build(),
            new VolumeMountBuilder()
                .withName(CONFIGURATION)
                .withMountPath(AgentConfiguration.FOLDER)
                .withReadOnly(true)
                .build());
  }

  /** Started before the application, and kept running; it counts as started with its files. */
  private static Container beside(Workload workload, ContainerBuilder agent) {
    List<String> look = new ArrayList<>(List.of("ls"));
    workload.secrets().forEach(secret -> look.add(secret.path()));
    return agent
        .withRestartPolicy("Always")
        .withNewStartupProbe()
        .withNewExec()
        .withCommand(look)
        .endExec()
        .withPeriodSeconds(SECONDS_BETWEEN_LOOKS)
        .withFailureThreshold(LOOKS)
        .endStartupProbe()
        .build();
  }

  private static Volume configurationVolume(Workload workload) {
    var volume =
        new VolumeBuilder()
            .withName(CONFIGURATION)
            .withNewProjected()
            .addNewSource()
            .withNewConfigMap()
            .withName(configurationName(workload))
            .endConfigMap()
            .endSource();
    if (workload.scope().vaultAuthorities().isPresent()) {
      volume
          .addNewSource()
          .withNewConfigMap()
          .withName(VaultAuthorities.NAME)
          .endConfigMap()
          .endSource();
    }
    return volume.endProjected().build();
  }
}

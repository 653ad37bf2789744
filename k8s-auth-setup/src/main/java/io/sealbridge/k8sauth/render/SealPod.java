package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.sealbridge.k8sauth.access.Product;
import io.sealbridge.k8sauth.access.SealProof;
import io.sealbridge.k8sauth.access.SealSection;
import io.sealbridge.k8sauth.access.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of Vault's pod that its seal takes. */
record SealPod(Scope scope, SealSection seal) {
  private static final String CONFIGURATION = "vault-configuration";
  private static final String BRIDGE = "seal-bridge";
  private static final String SOCKET = "seal-socket";
  private static final String TOKEN = "seal-token";
  private static final String CERTIFICATE = "seal-certificate";
  private static final String SERVER_FOLDER = "/etc/vault";
  private static final int SECONDS_BETWEEN_LOOKS = 2;
  private static final int LOOKS = 150;

  PodSpec spec() {
    boolean ownToken = scope.description().setup(scope.cluster()) == Setup.OWN_TOKEN;
    return new PodSpecBuilder()
        .withServiceAccountName(scope.description().vault().podServiceAccount())
        // With own-token, Vault shows the token that is mounted by itself to the API server.
        .withAutomountServiceAccountToken(ownToken)
        .withSecurityContext(PodParts.unprivileged(scope.manifests().userId()))
        .withInitContainers(hasProxy() ? List.of(proxy()) : List.of())
        .withContainers(server())
        .withVolumes(volumes())
        .build();
  }

  private boolean hasProxy() {
    return seal.proof() == SealProof.PROXY;
  }

  /** Started before Vault and kept running; it counts as started once it has logged in. */
  private Container proxy() {
    Product product = scope.manifests().product();
    return new ContainerBuilder()
        .withName("seal-proxy")
        .withImage(scope.manifests().programImage())
        .withCommand(
            product.program(), "proxy", "-config=" + SealStanza.FOLDER + "/" + SealFiles.PROXY)
        .withRestartPolicy("Always")
        .withSecurityContext(PodParts.confined())
        .withNewStartupProbe()
        .withNewExec()
        .withCommand(
            "sh",
            "-c",
            "%s=unix://%s %s token lookup >/dev/null"
                .formatted(product.addressVariable(), SealProxy.SOCKET, product.program()))
        .endExec()
        .withPeriodSeconds(SECONDS_BETWEEN_LOOKS)
        .withFailureThreshold(LOOKS)
        .endStartupProbe()
        .withVolumeMounts(
            readOnly(BRIDGE, SealStanza.FOLDER), readOnly(TOKEN, SealProxy.TOKEN_FOLDER), socket())
        .build();
  }

  private Container server() {
    List<VolumeMount> mounts = new ArrayList<>(List.of(readOnly(CONFIGURATION, SERVER_FOLDER)));
    mounts.addAll(
        switch (seal.proof()) {
          case PROXY -> List.of(socket());
          case CERTIFICATE ->
              List.of(
                  readOnly(BRIDGE, SealStanza.FOLDER),
                  readOnly(CERTIFICATE, SealStanza.CERTIFICATES));
          case TOKEN -> List.of(readOnly(BRIDGE, SealStanza.FOLDER));
        });
    return new ContainerBuilder()
        .withName("vault")
        .withImage(scope.manifests().programImage())
        .withCommand(scope.manifests().product().program(), "server", "-config=" + SERVER_FOLDER)
        .withEnv(seal.proof() == SealProof.TOKEN ? List.of(token()) : List.of())
        .withSecurityContext(PodParts.confined())
        .withVolumeMounts(mounts)
        .build();
  }

  /** From a Secret that whoever owns the token makes. */
  private static EnvVar token() {
    return new EnvVarBuilder()
        .withName(SealStanza.TOKEN_VARIABLE)
        .withNewValueFrom()
        .withNewSecretKeyRef("token", "seal-bridge-token", null)
        .endValueFrom()
        .build();
  }

  private List<Volume> volumes() {
    Stream<Volume> common = Stream.of(configuration(), bridge());
    Stream<Volume> proof =
        switch (seal.proof()) {
          case PROXY ->
              Stream.of(
                  PodParts.token(TOKEN, Optional.of(seal.audience())), PodParts.memory(SOCKET));
          case CERTIFICATE ->
              Stream.of(
                  new VolumeBuilder()
                      .withName(CERTIFICATE)
                      .withNewSecret()
                      .withSecretName("seal-bridge-tls")
                      .withDefaultMode(PodParts.READ_BY_OWNER)
                      .endSecret()
                      .build());
          case TOKEN -> Stream.of();
        };
    return Stream.concat(common, proof).toList();
  }

  /** The rest of Vault's configuration, from the ConfigMap vault, and the stanzas made here. */
  private Volume configuration() {
    List<KeyToPath> stanzas =
        SealFiles.of(scope).keySet().stream()
            .filter(name -> !name.equals(SealFiles.PROXY))
            .map(name -> new KeyToPathBuilder().withKey(name).withPath(name).build())
            .toList();
    return new VolumeBuilder()
        .withName(CONFIGURATION)
        .withNewProjected()
        .addNewSource()
        .withNewConfigMap()
        .withName("vault")
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName(SealManifests.NAME)
        .withItems(stanzas)
        .endConfigMap()
        .endSource()
        .endProjected()
        .build();
  }

  private static Volume bridge() {
    return new VolumeBuilder()
        .withName(BRIDGE)
        .withNewConfigMap()
        .withName(SealManifests.NAME)
        .endConfigMap()
        .build();
  }

  private static VolumeMount socket() {
    return new VolumeMountBuilder().withName(SOCKET).withMountPath(SealProxy.SOCKET_FOLDER).build();
  }

  private static VolumeMount readOnly(String volume, String folder) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(folder)
        .withReadOnly(true)
        .build();
  }
}

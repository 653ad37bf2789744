package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.Optional;

/** Parts that pods of several kinds have alike. */
final class PodParts {
  /** The least that Kubernetes gives; a kubelet renews the token long before. */
  static final long TOKEN_SECONDS = 600;

  static final String TOKEN_FILE = "token";
  static final int READ_BY_OWNER = 0400;

  private PodParts() {}

  /** Nobody's user but the pod's own, and the files of its volumes belong to it. */
  static PodSecurityContext unprivileged(long user) {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(user)
        .withRunAsGroup(user)
        .withFsGroup(user)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  static SecurityContext confined() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  /** The application; what it is and does is its owner's to say. */
  static Container application(Workload workload, String secretsVolume) {
    return new ContainerBuilder()
        .withName("application")
        .withImage(workload.scope().manifests().applicationImage())
        .withSecurityContext(confined())
        .withVolumeMounts(
            new VolumeMountBuilder()
                .withName(secretsVolume)
                .withMountPath(SecretFile.FOLDER)
                .withReadOnly(true)
                .build())
        .build();
  }

  /** A token of the pod's ServiceAccount that is good for one audience and a short time. */
  static Volume token(String name, Optional<String> audience) {
    return new VolumeBuilder()
        .withName(name)
        .withNewProjected()
        .withDefaultMode(READ_BY_OWNER)
        .addNewSource()
        .withNewServiceAccountToken()
        .withPath(TOKEN_FILE)
        .withAudience(audience.orElse(null))
        .withExpirationSeconds(TOKEN_SECONDS)
        .endServiceAccountToken()
        .endSource()
        .endProjected()
        .build();
  }

  /** A folder that never reaches a disk and ends with the pod. */
  static Volume memory(String name) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withMedium("Memory")
        .withSizeLimit(new Quantity("16Mi"))
        .endEmptyDir()
        .build();
  }
}

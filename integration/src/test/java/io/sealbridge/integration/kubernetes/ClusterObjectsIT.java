package io.sealbridge.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.ClusterFault;
import io.sealbridge.k8sauth.kubernetes.ClusterObjects;
import io.sealbridge.k8sauth.kubernetes.ClusterSource;
import io.sealbridge.k8sauth.kubernetes.KubernetesDifference;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Objects are compared, set and deleted on a real API server, and never somebody else's. */
class ClusterObjectsIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private final KubernetesApi api = CLUSTER.api();

  @Test
  void seesWhatIsMissingWhatIsTheSameAndWhatHasChanged() {
    try (ClusterApi cluster = administrator()) {
      ClusterObjects objects = cluster.objects();
      ClusterRole wanted = role("compared", "create");
      assertThat(objects.difference(wanted)).isInstanceOf(KubernetesDifference.Absent.class);
      // Looking twice shows that looking makes nothing.
      assertThat(objects.difference(wanted)).isInstanceOf(KubernetesDifference.Absent.class);

      objects.apply(wanted);
      assertThat(objects.difference(wanted)).isInstanceOf(KubernetesDifference.Same.class);
      assertThat(objects.difference(role("compared", "get")))
          .isInstanceOfSatisfying(
              KubernetesDifference.Changed.class,
              changed -> {
                assertThat(changed.fields()).hasSize(1);
                assertThat(changed.fields().getFirst().path()).isEqualTo("/rules");
                assertThat(changed.fields().getFirst().before()).contains("create");
                assertThat(changed.fields().getFirst().after()).contains("get");
              });

      objects.delete(wanted);
      assertThat(objects.difference(wanted)).isInstanceOf(KubernetesDifference.Absent.class);
    }
  }

  @Test
  void leavesWhatSomebodyElseHasSet() {
    try (ClusterApi cluster = administrator()) {
      // given
      api.createNamespace("theirs");
      api.createReviewer("theirs", "reviewer");
      ClusterRole wanted = role("reviewer-theirs-reviewer", "get");

      // when
      ClusterException conflict =
          catchThrowableOfType(ClusterException.class, () -> cluster.objects().apply(wanted));
      ClusterException kept =
          catchThrowableOfType(ClusterException.class, () -> cluster.objects().delete(wanted));

      // then
      assertThat(conflict.fault())
          .isInstanceOfSatisfying(
              ClusterFault.Conflict.class,
              fault -> assertThat(fault.fields().getFirst()).contains(".rules", "conflict with"));
      assertThat(kept.fault()).isInstanceOf(ClusterFault.NotOurs.class);
    }
  }

  @Test
  void showsNoValueOfASecret() {
    try (ClusterApi cluster = administrator()) {
      // given
      api.createNamespace("hidden");
      cluster.objects().apply(secret("bWFya2VyLW9uZQ=="));

      // when
      KubernetesDifference difference = cluster.objects().difference(secret("bWFya2VyLXR3bw=="));

      // then
      assertThat(difference.toString())
          .contains("/data/value")
          .doesNotContain("bWFya2Vy", "marker");
    }
  }

  private static ClusterRole role(String name, String verb) {
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of(ClusterObjects.LABEL, ClusterObjects.FIELD_MANAGER))
        .endMetadata()
        .addNewRule()
        .withApiGroups("authentication.k8s.io")
        .withResources("tokenreviews")
        .withVerbs(verb)
        .endRule()
        .build();
  }

  private static Secret secret(String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("secret")
        .withNamespace("hidden")
        .endMetadata()
        .withData(Map.of("value", value))
        .build();
  }

  private ClusterApi administrator() {
    return ClusterApi.open(
        new ClusterSource.Kubeconfig(api.kubeconfig(ClusterUser.ADMIN), Optional.of("test")));
  }
}

package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import java.util.Map;

/** The account that Vault asks the API server with, and the Secret that its token is put into. */
public final class Reviewer {
  private Reviewer() {}

  /** No pod needs it, so none gets its token. */
  public static ServiceAccount serviceAccount(
      AccessDescription description, ClusterSection cluster) {
    return new ServiceAccountBuilder()
        .withMetadata(
            Ownership.in(
                cluster.reviewerNamespace(), cluster.reviewerServiceAccount(), description))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /** Made empty: the cluster writes token and authority into it, and takes them back with it. */
  public static Secret secret(AccessDescription description, ClusterSection cluster) {
    return new SecretBuilder()
        .withMetadata(
            Ownership.in(cluster.reviewerNamespace(), secretName(cluster), description)
                .edit()
                .withAnnotations(
                    Map.of("kubernetes.io/service-account.name", cluster.reviewerServiceAccount()))
                .build())
        .withType("kubernetes.io/service-account-token")
        .build();
  }

  public static String secretName(ClusterSection cluster) {
    return cluster.reviewerServiceAccount() + "-token";
  }
}

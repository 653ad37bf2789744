package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.ConsumerSection;
import java.util.List;

/** ServiceAccounts of consumers. */
public final class ConsumerAccounts {
  private ConsumerAccounts() {}

  /** Those that the file asks to make; each once, however many consumers have it. */
  public static List<ServiceAccount> made(AccessDescription description, ClusterSection cluster) {
    return description.consumers().stream()
        .filter(ConsumerSection::createServiceAccount)
        .filter(consumer -> description.cluster(consumer.cluster()).equals(cluster))
        .map(consumer -> of(description, consumer))
        .distinct()
        .toList();
  }

  /**
   * An account whose token no pod gets by itself: pods mount one of their own, made for Vault and
   * for a short time.
   */
  public static ServiceAccount of(AccessDescription description, ConsumerSection consumer) {
    return new ServiceAccountBuilder()
        .withMetadata(Ownership.in(consumer.namespace(), consumer.serviceAccount(), description))
        .withAutomountServiceAccountToken(false)
        .build();
  }
}

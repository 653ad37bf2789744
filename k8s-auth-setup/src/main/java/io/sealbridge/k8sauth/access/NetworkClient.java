package io.sealbridge.k8sauth.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A workload as its network sees it: a consumer, or a client of keys.
 *
 * @param readsVault whether its own pods log in to Vault
 */
public record NetworkClient(
    String name,
    String namespace,
    String serviceAccount,
    Map<String, String> podLabels,
    boolean readsVault) {

  /** The consumers of {@code cluster} and the clients of its keys. */
  static List<NetworkClient> of(ClusterSection cluster, List<ConsumerSection> consumers) {
    Stream<NetworkClient> reading =
        consumers.stream()
            .filter(consumer -> consumer.cluster().map(cluster.name()::equals).orElse(true))
            .map(NetworkClient::of);
    Stream<NetworkClient> others =
        cluster.network().stream()
            .flatMap(network -> network.clients().stream())
            .map(NetworkClient::of);
    return Stream.concat(reading, others).toList();
  }

  private static NetworkClient of(ConsumerSection consumer) {
    return new NetworkClient(
        consumer.name(),
        consumer.namespace(),
        consumer.serviceAccount(),
        consumer.podLabels(),
        consumer.reads().inOwnPods());
  }

  private static NetworkClient of(KeyClientSection client) {
    return new NetworkClient(
        client.name(), client.namespace(), client.serviceAccount(), client.podLabels(), false);
  }
}

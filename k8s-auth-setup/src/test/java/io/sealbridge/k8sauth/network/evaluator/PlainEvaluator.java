package io.sealbridge.k8sauth.network.evaluator;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;

/**
 * Decides by the documented meaning of {@code networking.k8s.io/v1}: a pod that no policy chooses
 * is open; a chosen one has what the policies allow together; both sides must allow; a pod reaches
 * itself. What a plugin may allow besides, such as all that comes from the pod's own node, it
 * refuses.
 */
public final class PlainEvaluator implements Evaluator {
  private final List<PlainPolicy> policies;

  public PlainEvaluator(List<NetworkPolicy> policies) {
    this.policies = policies.stream().map(PlainPolicy::new).toList();
  }

  @Override
  public boolean sends(Packet packet) {
    return allows(packet, Way.EGRESS);
  }

  @Override
  public boolean receives(Packet packet) {
    return allows(packet, Way.INGRESS);
  }

  private boolean allows(Packet packet, Way way) {
    List<PlainPolicy> choosing =
        policies.stream().filter(policy -> policy.chooses(way.subject(packet), way)).toList();
    return choosing.isEmpty() || choosing.stream().anyMatch(policy -> policy.allows(packet, way));
  }
}

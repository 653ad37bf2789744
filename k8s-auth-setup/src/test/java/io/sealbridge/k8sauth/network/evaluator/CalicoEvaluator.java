package io.sealbridge.k8sauth.network.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides by the documented meaning of {@code projectcalico.org/v3}: tier after tier, in a tier
 * policy after policy, in a policy rule after rule; the first that allows or denies decides. A tier
 * that chooses a pod and says nothing of its packet denies. A pod that nothing chooses is open, as
 * the profile of its namespace has it.
 */
public final class CalicoEvaluator implements Evaluator {
  private final List<Tier> tiers;
  private final List<TierEntry> entries;

  CalicoEvaluator(List<Tier> tiers, List<JsonNode> calico, List<NetworkPolicy> plain) {
    this.tiers = tiers.stream().sorted(Comparator.comparingDouble(Tier::order)).toList();
    List<TierEntry> all = new ArrayList<>();
    calico.stream().map(CalicoPolicy::new).filter(policy -> !policy.isStaged()).forEach(all::add);
    plain.stream().map(PlainPolicy::new).map(TierEntry::of).forEach(all::add);
    all.sort(Comparator.comparingDouble(TierEntry::order).thenComparing(TierEntry::name));
    this.entries = List.copyOf(all);
  }

  /** Policies of the tier {@code default} alone. */
  public static CalicoEvaluator of(List<JsonNode> calico, List<NetworkPolicy> plain) {
    return new CalicoEvaluator(List.of(Tier.DEFAULT), calico, plain);
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
    for (Tier tier : tiers) {
      Verdict verdict = verdict(tier, packet, way);
      if (verdict == Verdict.ALLOW || verdict == Verdict.DENY) {
        return verdict == Verdict.ALLOW;
      }
    }
    return true;
  }

  private Verdict verdict(Tier tier, Packet packet, Way way) {
    List<TierEntry> choosing =
        entries.stream()
            .filter(entry -> entry.tier().equals(tier.name()))
            .filter(entry -> entry.chooses(way.subject(packet), way))
            .toList();
    return choosing.stream()
        .map(entry -> entry.verdict(packet, way))
        .filter(verdict -> verdict != Verdict.NONE)
        .findFirst()
        .orElse(choosing.isEmpty() ? Verdict.PASS : tier.otherwise());
  }
}

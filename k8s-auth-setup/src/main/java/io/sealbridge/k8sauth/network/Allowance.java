package io.sealbridge.k8sauth.network;

import java.util.List;

/**
 * What chosen pods may do in one direction. Whoever is chosen by one may do nothing else in that
 * direction but what others allow.
 *
 * @param name of the policy, unique in the namespace of the pods
 */
record Allowance(String name, Pods subject, Direction direction, List<Rule> rules) {

  Allowance {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException(name + ": an allowance must have rules");
    }
  }

  static Allowance egress(String name, Pods subject, Rule... rules) {
    return new Allowance(name, subject, Direction.EGRESS, List.of(rules));
  }

  static Allowance ingress(String name, Pods subject, Rule... rules) {
    return new Allowance(name, subject, Direction.INGRESS, List.of(rules));
  }
}

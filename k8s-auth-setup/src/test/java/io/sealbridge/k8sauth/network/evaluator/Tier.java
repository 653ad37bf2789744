package io.sealbridge.k8sauth.network.evaluator;

/**
 * A tier of Calico's.
 *
 * @param otherwise for a pod that policies of the tier choose and of whose packet none says a word
 */
record Tier(String name, double order, Verdict otherwise) {
  static final Tier DEFAULT = new Tier("default", 1_000_000, Verdict.DENY);
}

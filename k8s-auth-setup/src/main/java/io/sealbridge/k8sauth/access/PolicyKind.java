package io.sealbridge.k8sauth.access;

/** A language of network policies. */
public enum PolicyKind {
  /** {@code networking.k8s.io/v1}: chooses pods by labels, which whoever makes a pod chooses. */
  KUBERNETES,

  /** {@code projectcalico.org/v3}: chooses pods by their ServiceAccount. */
  CALICO
}

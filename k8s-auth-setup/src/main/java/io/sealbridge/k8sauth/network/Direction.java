package io.sealbridge.k8sauth.network;

/** As seen from the pods that a policy chooses. */
enum Direction {
  INGRESS("Ingress"),
  EGRESS("Egress");

  private final String word;

  Direction(String word) {
    this.word = word;
  }

  /** As policies write it. */
  String word() {
    return word;
  }
}

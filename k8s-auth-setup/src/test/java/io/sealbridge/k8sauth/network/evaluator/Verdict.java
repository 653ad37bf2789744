package io.sealbridge.k8sauth.network.evaluator;

/** What a policy says of a packet. */
enum Verdict {
  ALLOW,
  DENY,
  /** The tier has nothing to say. */
  PASS,
  /** The next policy is asked. */
  NONE
}

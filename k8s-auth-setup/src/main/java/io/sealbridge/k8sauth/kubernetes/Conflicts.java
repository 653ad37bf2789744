package io.sealbridge.k8sauth.kubernetes;

/** What happens where somebody else has set a field of ours to another value. */
public enum Conflicts {
  /** The object stays as it is, and the failure names field and holder. */
  REFUSE,

  /** The field becomes ours. */
  TAKE_OVER
}

package io.sealbridge.audit.report;

import java.util.List;

/** What a use of a key was for, as far as the record shows. */
public enum UseKind {
  /** Made a ciphertext. */
  SEALED("sealed"),
  /** Opened a ciphertext that the same caller had made just before: how Vault sees that it can. */
  HEARTBEAT("heartbeat"),
  /** Opened a ciphertext that had been kept: a Vault that unseals, or somebody with a copy. */
  UNWRAP("unwrap"),
  /** Anything else. */
  OTHER("other");

  /** All of them. */
  static final List<UseKind> RARE_FIRST = List.of(UNWRAP, OTHER, HEARTBEAT, SEALED);

  private final String label;

  UseKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}

package io.sealbridge.hsm.calls;

/** Who goes first. Denial of unseal is the outage to fear, so seal calls have room of their own. */
public enum Priority {
  /** Always first, and never without a thread because of the others. */
  SEAL,
  /** May use all threads but one. */
  APPLICATION
}

package io.sealbridge.audit;

/** When an entry is acknowledged; each includes the ones before it. */
public enum Durability {
  /** When the operating system has it: a power cut can lose the last entries. */
  HANDED_OVER,
  /** When the disk has it. */
  SYNCED,
  /** When a signed checkpoint covers it: then nobody can take it away without that being seen. */
  SIGNED
}

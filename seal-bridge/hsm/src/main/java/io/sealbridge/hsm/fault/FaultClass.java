package io.sealbridge.hsm.fault;

/** What a return code of a PKCS#11 function means. */
public enum FaultClass {
  /** A session or handle is dead: heal, then try once more. */
  STALE,
  /** The device does not answer or does not know us any more: rebuild the connection. */
  GONE,
  /** The device is full: try later, rebuild nothing. */
  BUSY,
  /** For good; only an operator can change it. */
  REFUSED,
  /** What we were given to process is broken. */
  BAD_INPUT,
  /**
   * Says nothing by itself on decrypt, where some tokens answer it to a tampered blob: only a
   * canary tells whether blob or device is at fault.
   */
  VAGUE
}

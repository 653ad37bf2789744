package io.sealbridge.hsm.token;

/** What a canary said of the device. */
enum Verdict {
  WELL,
  /** It failed; the connection knows already. */
  ILL,
  /** It could not be asked. */
  UNKNOWN
}

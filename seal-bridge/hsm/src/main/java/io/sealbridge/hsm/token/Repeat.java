package io.sealbridge.hsm.token;

/** Whether a call may be made again when it met a stale session. */
enum Repeat {
  SAFE,
  /** It changes the token: never made again blindly. */
  NEVER
}

package io.sealbridge.hsm.profile;

/** Whether the library may be finalised and initialised again to get a lost device back. */
public enum Reinitialise {
  NEVER,
  /** While no call is in it. */
  IDLE,
  /** Even while a call that does not return is in it: its vendor says that this ends the call. */
  ALWAYS
}

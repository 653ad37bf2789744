package io.sealbridge.server.config;

/** Which entries of the key-use log are on the disk before what they tell of goes on. */
public enum LogSync {
  ALWAYS,
  /** Intents and outcomes; others are handed to the operating system. */
  USES,
  NEVER
}

package io.sealbridge.server.config;

/** When an entry of the key-use log counts as durable. */
public enum LogSync {
  ALWAYS,
  NEVER
}

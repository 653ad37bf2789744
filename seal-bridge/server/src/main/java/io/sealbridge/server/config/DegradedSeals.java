package io.sealbridge.server.config;

/** Whether an envelope may lack a recipient whose HSM cannot be used. */
public enum DegradedSeals {
  ALLOW,
  REFUSE
}

package io.sealbridge.server.config;

/** Whether a TLS listener asks clients for a certificate. */
public enum ClientAuthentication {
  NONE,
  OPTIONAL,
  REQUIRED
}

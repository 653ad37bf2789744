package io.sealbridge.k8sauth.access;

/** What a login gets. */
public enum TokenType {
  SERVICE,
  BATCH
}

package io.sealbridge.server.config;

import java.util.Locale;

/** How a ServiceAccount token is verified. */
public enum KubernetesLoginMode {
  TOKENREVIEW,
  JWKS;

  /** As the file writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.sealbridge.k8sauth.desired;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.SecretEngineSection;
import io.sealbridge.k8sauth.access.SecretSection;

/** Where Vault's API has what is in KV engines. */
public final class SecretPaths {
  private static final int KV_WITH_VERSIONS = 2;

  private SecretPaths() {}

  /** The path to read {@code secret} at; an engine that is not in the file has versions. */
  public static String of(AccessDescription description, SecretSection secret) {
    int version = version(description, secret);
    return secret.engine() + (version == KV_WITH_VERSIONS ? "/data/" : "/") + secret.path();
  }

  /** The version of the KV engine that has {@code secret}. */
  public static int version(AccessDescription description, SecretSection secret) {
    return description.secretEngines().stream()
        .filter(engine -> engine.path().equals(secret.engine()))
        .map(SecretEngineSection::version)
        .findFirst()
        .orElse(KV_WITH_VERSIONS);
  }
}

package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;

/** A KV engine. */
public record SecretEngineSection(
    @Setting("Where it is mounted.") String path,
    @Setting(value = "Version of the KV engine, 1 or 2.", byDefault = "2") int version,
    @Setting(value = "What it is for.", byDefault = "KV engine of k8s-auth-setup")
        String description) {

  public SecretEngineSection {
    Names.requirePath("path", path);
    if (version != 1 && version != 2) {
      throw new IllegalArgumentException("version must be 1 or 2, was " + version);
    }
  }
}

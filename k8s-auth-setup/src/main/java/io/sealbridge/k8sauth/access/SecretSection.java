package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;

/** A secret in a KV engine. */
public record SecretSection(
    @Setting(value = "Mount of the KV engine.", byDefault = "secret") String engine,
    @Setting("Its path in the engine.") String path) {

  public SecretSection {
    Names.requirePath("engine", engine);
    Names.requirePath("path", path);
  }
}

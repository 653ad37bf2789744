package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.YamlNode;
import java.util.List;

/** Parts of a description of access, as it would write them, with the lines of the other file. */
public record Imported(
    List<YamlNode.Mapping> secretEngines,
    List<YamlNode.Mapping> policies,
    List<YamlNode.Mapping> roles) {
  public Imported {
    secretEngines = List.copyOf(secretEngines);
    policies = List.copyOf(policies);
    roles = List.copyOf(roles);
  }
}

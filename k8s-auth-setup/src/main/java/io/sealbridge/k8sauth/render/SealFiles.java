package io.sealbridge.k8sauth.render;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.access.Product;
import io.sealbridge.k8sauth.access.SealProof;
import io.sealbridge.k8sauth.access.SealSection;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Configuration of Vault's own side, by the names of its files. */
final class SealFiles {
  static final String SEAL = "seal.hcl";
  static final String AUDIT = "audit.hcl";
  static final String INITIALIZE = "initialize.hcl";
  static final String PROXY = "proxy.hcl";

  private SealFiles() {}

  /** Nothing without a seal in the file, or for a cluster in which Vault does not run. */
  static SequencedMap<String, String> of(Scope scope) {
    TreeMap<String, String> files = new TreeMap<>();
    boolean elsewhere = scope.description().vault().cluster().isPresent() && !scope.vaultRunsHere();
    if (!elsewhere) {
      scope.description().seal().ifPresent(seal -> files.putAll(of(scope, seal)));
    }
    return files;
  }

  private static Map<String, String> of(Scope scope, SealSection seal) {
    Map<String, String> files = new TreeMap<>();
    files.put(SEAL, SealStanza.of(scope, seal));
    if (seal.proof() == SealProof.PROXY) {
      if (!scope.vaultRunsHere()) {
        throw new ConfigurationException(
            "seal.proof is proxy, which logs in with the ServiceAccount of Vault's pod, but vault.cluster names no cluster: name it, or take certificate or token");
      }
      files.put(PROXY, SealProxy.configuration(scope, seal));
    }
    if (scope.manifests().product() == Product.OPENBAO) {
      files.put(AUDIT, AuditStanza.text());
      files.put(INITIALIZE, InitializeStanza.of(scope.description()));
    }
    return files;
  }
}

package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Makes some of the manifests. */
@FunctionalInterface
public interface ManifestSource {

  /** In the order in which they are to be made; equal for equal scopes. */
  List<HasMetadata> objects(Scope scope);
}

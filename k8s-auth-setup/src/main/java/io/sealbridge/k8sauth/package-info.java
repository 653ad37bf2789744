/** Sets up how pods prove to Vault who they are, on Vault's side and on Kubernetes'. */
@NullMarked
package io.sealbridge.k8sauth;

import org.jspecify.annotations.NullMarked;

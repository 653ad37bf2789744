/** Vault's API as this tool needs it, for HashiCorp Vault and OpenBao. */
@NullMarked
package io.sealbridge.k8sauth.vault;

import org.jspecify.annotations.NullMarked;

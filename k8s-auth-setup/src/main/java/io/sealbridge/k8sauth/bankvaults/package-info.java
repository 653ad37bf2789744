/** Reads what bank-vaults' format says of access, as parts of a description of access. */
@NullMarked
package io.sealbridge.k8sauth.bankvaults;

import org.jspecify.annotations.NullMarked;

/** What this tool keeps in Vault: places, what is at them, and the inventory with its lock. */
@NullMarked
package io.sealbridge.k8sauth.vault;

import org.jspecify.annotations.NullMarked;

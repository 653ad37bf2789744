/** OpenBao and HashiCorp Vault as real servers, and what their APIs ask for. */
@NullMarked
package io.sealbridge.integration.vault;

import org.jspecify.annotations.NullMarked;

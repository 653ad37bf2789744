/**
 * Adapters of the keyring's port to an HSM. {@link io.sealbridge.hsm.HsmTokens} opens a token from
 * its settings; everything native is behind {@code cryptoki}.
 */
@NullMarked
package io.sealbridge.hsm;

import org.jspecify.annotations.NullMarked;

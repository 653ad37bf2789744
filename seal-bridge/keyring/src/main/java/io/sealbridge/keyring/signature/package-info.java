/** Verifying signatures in software, with public keys from states. */
@NullMarked
package io.sealbridge.keyring.signature;

import org.jspecify.annotations.NullMarked;

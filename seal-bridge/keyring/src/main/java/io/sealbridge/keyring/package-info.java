/**
 * The domain: keys, their versions, sealed envelopes and grants, and the ports to the HSM and the
 * key-use log. Knows nothing of PKCS#11, HTTP or JSON.
 */
@NullMarked
package io.sealbridge.keyring;

import org.jspecify.annotations.NullMarked;

/** What a token must say of a key before the key is used: reading, judging and recording it. */
@NullMarked
package io.sealbridge.keyring.attestation;

import org.jspecify.annotations.NullMarked;

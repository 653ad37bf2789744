/**
 * The sealed envelope and its text form: reading, writing and the cryptography between data key and
 * payload. Formats here are frozen by published test vectors.
 */
@NullMarked
package io.sealbridge.keyring.envelope;

import org.jspecify.annotations.NullMarked;

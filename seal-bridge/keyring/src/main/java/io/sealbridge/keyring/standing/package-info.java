/**
 * How keys stand on this replica: which states it acts by, what ends a freeze, and the proof in the
 * key-use log that it acts so.
 */
@NullMarked
package io.sealbridge.keyring.standing;

import org.jspecify.annotations.NullMarked;

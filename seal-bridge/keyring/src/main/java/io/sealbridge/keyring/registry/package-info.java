/**
 * The keys that count, as the states on the reachable HSMs name them, and what was seen beside
 * them.
 */
@NullMarked
package io.sealbridge.keyring.registry;

import org.jspecify.annotations.NullMarked;

/**
 * Bounded threads for native calls, which can neither be interrupted nor trusted to return. Knows
 * nothing of PKCS#11.
 */
@NullMarked
package io.sealbridge.hsm.calls;

import org.jspecify.annotations.NullMarked;

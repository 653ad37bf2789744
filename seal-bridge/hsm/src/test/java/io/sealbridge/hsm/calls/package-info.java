/** Tests of the bounded threads. */
@NullMarked
package io.sealbridge.hsm.calls;

import org.jspecify.annotations.NullMarked;

/** Tests of the state stores. */
@NullMarked
package io.sealbridge.hsm.state;

import org.jspecify.annotations.NullMarked;

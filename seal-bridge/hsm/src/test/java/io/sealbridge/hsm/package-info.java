/** Tests of the adapter as a whole: one contract for all providers, on real tokens. */
@NullMarked
package io.sealbridge.hsm;

import org.jspecify.annotations.NullMarked;

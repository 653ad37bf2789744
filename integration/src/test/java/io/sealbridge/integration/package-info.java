/** Seal Bridge against the real servers and tokens: the promises, one test each. */
@NullMarked
package io.sealbridge.integration;

import org.jspecify.annotations.NullMarked;

/** Tests of what is checked before the start. */
@NullMarked
package io.sealbridge.server.start;

import org.jspecify.annotations.NullMarked;

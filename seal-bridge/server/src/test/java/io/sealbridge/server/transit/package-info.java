/** Tests of what bodies say and what is answered. */
@NullMarked
package io.sealbridge.server.transit;

import org.jspecify.annotations.NullMarked;

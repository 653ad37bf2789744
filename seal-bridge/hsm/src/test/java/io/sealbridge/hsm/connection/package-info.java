/** Tests of the connection on a scripted library. */
@NullMarked
package io.sealbridge.hsm.connection;

import org.jspecify.annotations.NullMarked;

/** Tests of the running service over fakes of its HSMs. */
@NullMarked
package io.sealbridge.server;

import org.jspecify.annotations.NullMarked;

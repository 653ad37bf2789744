/** Tests of what the service tells of itself. */
@NullMarked
package io.sealbridge.server.management;

import org.jspecify.annotations.NullMarked;

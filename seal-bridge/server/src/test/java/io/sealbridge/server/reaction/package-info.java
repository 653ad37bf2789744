/** Tests of what replicas say and of the asking. */
@NullMarked
package io.sealbridge.server.reaction;

import org.jspecify.annotations.NullMarked;

/**
 * What a replica says of the stops it acts by, and the asking of all of them after a command has
 * stopped something.
 */
@NullMarked
package io.sealbridge.server.reaction;

import org.jspecify.annotations.NullMarked;

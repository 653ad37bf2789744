/**
 * Moves clusters to a new version of their seal keys. Keeps no state: each step begins with what
 * the clusters and bridges say, so that a run that was ended anywhere is gone on with by another.
 */
@NullMarked
package io.sealbridge.sync.rotate;

import org.jspecify.annotations.NullMarked;

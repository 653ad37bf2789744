/** What clusters and bridges say at one moment, and what follows from it. */
@NullMarked
package io.sealbridge.sync.status;

import org.jspecify.annotations.NullMarked;

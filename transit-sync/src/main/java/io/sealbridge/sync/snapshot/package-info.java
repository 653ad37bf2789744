/** What a raft snapshot tells of the seal, read while it arrives and kept nowhere. */
@NullMarked
package io.sealbridge.sync.snapshot;

import org.jspecify.annotations.NullMarked;

/**
 * A log as files: tiles of hashes and bundles of entries (C2SP tlog-tiles). How they are named,
 * coded and read; writing is the log's.
 */
@NullMarked
package io.sealbridge.audit.tiles;

import org.jspecify.annotations.NullMarked;

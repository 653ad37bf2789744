package io.sealbridge.audit.tree;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.tiles.PartialTile;
import java.util.List;

/** The tree of the full bundles on the disk. */
record Recovered(CompactRange range, List<PartialTile> levels) {}

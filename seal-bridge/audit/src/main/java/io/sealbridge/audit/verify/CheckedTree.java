package io.sealbridge.audit.verify;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.tiles.MalformedLogException;
import io.sealbridge.audit.tiles.PartialTile;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tree as it is computed from the entries, compared tile by tile with what is on the disk.
 * Where a bundle is not what it was, its tile stands in for it if the rest of the tree bears it
 * out: then the others can still be compared with the checkpoint. Keeps one tile of each level. For
 * one thread.
 */
final class CheckedTree {
  private final TileFolder tiles;
  private final long size;
  private final Consumer<Finding> findings;
  private final OlderParts older;
  private final CompactRange range = new CompactRange();

  /** The last tile of each level but that of the leaves. */
  private final List<PartialTile> above = new ArrayList<>();

  private Optional<PartialTile> partialLeaves = Optional.empty();

  /** With the last tile as it is on the disk, where that is another. */
  private @Nullable CompactRange asWritten;

  /**
   * @param size of the checkpoint that the tree is to be compared with
   */
  CheckedTree(TileFolder tiles, long size, Consumer<Finding> findings) {
    this.tiles = tiles;
    this.size = size;
    this.findings = findings;
    this.older = new OlderParts(tiles, findings);
  }

  long size() {
    return range.size();
  }

  /** Whether this is the tree that a checkpoint names. */
  boolean hasRoot(TreeHash root) {
    return range.root().equals(root) || (asWritten != null && asWritten.root().equals(root));
  }

  /** What became of a bundle. */
  enum Added {
    /** Its entries are in the tree. */
    ENTRIES,
    /** Its tile is, and not its entries. */
    TILE,
    /** There is neither. */
    NOTHING
  }

  /**
   * Adds a bundle.
   *
   * @param computed the hashes of its entries; empty if they cannot be read
   */
  Added add(TilePath bundle, PartialTile computed) {
    TilePath path = new TilePath(0, bundle.index(), bundle.width());
    Optional<byte[]> written = hashes(path);
    if (computed.isEmpty()) {
      written.ifPresent(bytes -> append(tile(path, bytes)));
      return written.isPresent() ? Added.TILE : Added.NOTHING;
    }
    if (written.isEmpty() || Arrays.equals(written.get(), computed.bytes())) {
      append(computed);
      return Added.ENTRIES;
    }
    findings.accept(different(path));
    PartialTile other = tile(path, written.get());
    if (path.isFull() && isBorneOut(path, other.root())) {
      append(other);
      return Added.TILE;
    }
    if (!path.isFull()) {
      CompactRange withOther = range.copy();
      other.hashes().forEach(withOther::append);
      asWritten = withOther;
    }
    append(computed);
    return Added.ENTRIES;
  }

  private static PartialTile tile(TilePath path, byte[] hashes) {
    PartialTile tile = new PartialTile(path.level(), path.index());
    for (int i = 0; i < path.width(); i++) {
      tile.add(TreeHash.at(hashes, i * TreeHash.BYTES));
    }
    return tile;
  }

  /** Whether the tile above has this root of a full tile. */
  private boolean isBorneOut(TilePath path, TreeHash root) {
    Optional<TilePath> above = TilePath.tile(1, path.index() / TilePath.FULL, size);
    try {
      int place = (int) (path.index() % TilePath.FULL) * TreeHash.BYTES;
      return above.isPresent() && TreeHash.at(tiles.hashes(above.get()), place).equals(root);
    } catch (IOException _) {
      // Told when that tile is compared.
      return false;
    }
  }

  /** A tile of leaves: only the last one may be less than full. */
  private void append(PartialTile leaves) {
    if (leaves.isFull()) {
      range.append(TilePath.HEIGHT, leaves.root());
      add(1, leaves.root());
    } else {
      leaves.hashes().forEach(range::append);
      partialLeaves = Optional.of(leaves);
    }
  }

  private void add(int level, TreeHash hash) {
    while (above.size() < level) {
      above.add(new PartialTile(above.size() + 1, 0));
    }
    PartialTile tile = above.get(level - 1);
    tile.add(hash);
    if (tile.isFull()) {
      compare(tile.path(), tile);
      TreeHash root = tile.root();
      tile.next();
      add(level + 1, root);
    }
  }

  /** Compares the partial tiles, those that a checkpoint needs and older ones that are left. */
  void comparePartial() {
    partialLeaves.ifPresent(this::compareOlder);
    for (PartialTile tile : above) {
      if (!tile.isEmpty()) {
        compare(tile.path(), tile);
        compareOlder(tile);
      }
    }
  }

  private void compareOlder(PartialTile tile) {
    older.of(tile.path()).forEach(part -> compare(part, tile));
  }

  private void compare(TilePath path, PartialTile computed) {
    Optional<byte[]> written = hashes(path);
    if (written.isPresent() && !Arrays.equals(written.get(), computed.bytes(path.width()))) {
      findings.accept(different(path));
    }
  }

  private static Finding different(TilePath path) {
    return Finding.broken(path, "its hashes are not those of the entries below it");
  }

  private Optional<byte[]> hashes(TilePath path) {
    try {
      return Optional.of(tiles.hashes(path));
    } catch (MalformedLogException e) {
      findings.accept(Finding.broken(path, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.accept(Finding.broken(path, "cannot be read: " + e.getMessage()));
    }
    return Optional.empty();
  }
}

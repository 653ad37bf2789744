package io.sealbridge.audit.tiles;

import io.sealbridge.audit.merkle.MissingNodeException;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.merkle.TreeNodes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hashes of a tree of some size, from its tiles. Believes the tiles. Keeps a few tiles in
 * memory. Not safe for use by many threads.
 */
public final class TileNodes implements TreeNodes {
  private static final int KEPT = 64;

  private final TileFolder folder;
  private final long size;
  private final Map<TilePath, byte[]> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param size of a tree whose tiles are there: of a checkpoint, or a smaller one
   */
  public TileNodes(TileFolder folder, long size) {
    this.folder = folder;
    this.size = size;
  }

  @Override
  public TreeHash node(int level, long index) {
    int tileLevel = level / TilePath.HEIGHT;
    int within = level % TilePath.HEIGHT;
    long first = index << within;
    int count = 1 << within;
    TilePath path =
        TilePath.tile(tileLevel, first / TilePath.FULL, size)
            .orElseThrow(() -> missing(level, index));
    int offset = (int) (first % TilePath.FULL);
    if (offset + count > path.width()) {
      throw missing(level, index);
    }
    return subtree(hashes(path), offset, count);
  }

  private static TreeHash subtree(byte[] hashes, int offset, int count) {
    return count == 1
        ? TreeHash.at(hashes, offset * TreeHash.BYTES)
        : TreeHash.node(
            subtree(hashes, offset, count / 2), subtree(hashes, offset + count / 2, count / 2));
  }

  private byte[] hashes(TilePath path) {
    byte[] known = kept.get(path);
    if (known != null) {
      return known;
    }
    try {
      byte[] read = folder.hashes(path);
      kept.put(path, read);
      return read;
    } catch (IOException e) {
      throw new MissingNodeException(String.valueOf(e.getMessage()), e);
    }
  }

  private MissingNodeException missing(int level, long index) {
    return new MissingNodeException(
        "a tree of " + size + " entries has no node " + index + " at level " + level);
  }
}

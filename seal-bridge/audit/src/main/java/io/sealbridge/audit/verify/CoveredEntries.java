package io.sealbridge.audit.verify;

import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import io.sealbridge.audit.tiles.TilePath;
import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.util.List;

/** The entries that the checkpoint covers, a bundle at a time. For one thread. */
final class CoveredEntries {
  private final LogFolder folder;
  private long bundle = -1;
  private List<byte[]> entries = List.of();

  CoveredEntries(LogFolder folder) {
    this.folder = folder;
  }

  /** Whether another entry is covered; of a bundle that cannot be read nobody knows. */
  boolean differ(RawEntry line) {
    long index = line.index() / TilePath.FULL;
    if (index != bundle) {
      entries = read(index);
      bundle = index;
    }
    int place = (int) (line.index() % TilePath.FULL);
    return !entries.isEmpty() && !Octets.copyOf(entries.get(place)).equals(line.bytes());
  }

  private List<byte[]> read(long index) {
    try {
      return folder.tiles().entries(TilePath.bundle(index, folder.signedSize()).orElseThrow());
    } catch (IOException _) {
      // Told when the tree was computed.
      return List.of();
    }
  }
}

package io.sealbridge.audit.verify;

import io.sealbridge.audit.tiles.PartialFolder;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What is left of the times when the last tiles and the last bundle were shorter. */
record OlderParts(TileFolder tiles, Consumer<Finding> findings) {
  /** Those that are shorter than {@code last}; what has no business beside them is a finding. */
  List<TilePath> of(TilePath last) {
    try {
      PartialFolder folder = PartialFolder.of(tiles, last);
      folder.strangers().forEach(this::stranger);
      return folder.parts().stream().filter(part -> part.width() < last.width()).toList();
    } catch (IOException e) {
      findings.accept(
          Finding.broken(
              tiles.partialFolder(last).toString(),
              "cannot be read: " + e.getMessage(),
              Extent.of(last)));
      return List.of();
    }
  }

  private void stranger(Path file) {
    findings.accept(
        Finding.suspicious(
            tiles.folder().relativize(file).toString(),
            "no bridge writes a file of this name there: see who did; it counts for nothing"));
  }
}

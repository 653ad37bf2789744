package io.sealbridge.audit.tiles;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in the folder of a tile or bundle that is not full ("NNN.p").
 *
 * @param parts those that were written whole, of any width
 * @param unfinished what was being written when the bridge ended: nobody was told of it
 * @param strangers files that no bridge writes there
 */
public record PartialFolder(List<TilePath> parts, List<Path> unfinished, List<Path> strangers) {
  /** What the name of a file ends with until it is whole. */
  public static final String UNFINISHED = ".new";

  private static final String WIDTH =
      "[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]"; // A full one has another place.

  public PartialFolder {
    parts = List.copyOf(parts);
    unfinished = List.copyOf(unfinished);
    strangers = List.copyOf(strangers);
  }

  /** Lists the folder of which {@code path} names the tile or bundle; empty if there is none. */
  public static PartialFolder of(TileFolder tiles, TilePath path) throws IOException {
    List<TilePath> parts = new ArrayList<>();
    List<Path> unfinished = new ArrayList<>();
    List<Path> strangers = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(tiles.partialFolder(path))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches(WIDTH)) {
          parts.add(new TilePath(path.level(), path.index(), Integer.parseInt(name)));
        } else if (name.matches("(" + WIDTH + ")\\" + UNFINISHED)) {
          unfinished.add(file);
        } else {
          strangers.add(file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      // None, or gone since the full one is there.
    }
    return new PartialFolder(parts, unfinished, strangers);
  }
}

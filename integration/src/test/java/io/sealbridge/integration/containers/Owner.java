package io.sealbridge.integration.containers;

import io.sealbridge.integration.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The user that containers run as. Root gives its files to the image's own user; anybody else can
 * only let the containers be himself.
 */
record Owner(long id) {
  private static final long OF_THE_IMAGE = 65_532;

  static Owner choose() {
    long own = Long.parseLong(Command.run(List.of("id", "-u"), Map.of()).orFail().output().strip());
    return new Owner(own == 0 ? OF_THE_IMAGE : own);
  }

  String user() {
    return id + ":" + id;
  }

  /** Makes everything in {@code folder} this user's. */
  void takes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        if (((Number) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue()
            != id) {
          Files.setAttribute(file, "unix:uid", Math.toIntExact(id), LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

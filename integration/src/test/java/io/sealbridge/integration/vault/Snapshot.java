package io.sealbridge.integration.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A raft snapshot as saved through the API: a gzipped tar archive. */
public final class Snapshot {
  private static final int BLOCK = 512;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 11;
  private static final Pattern BLOB = Pattern.compile("vault:v(\\d+):");

  private final byte[] bytes;

  Snapshot(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The versions named by the seal's blobs in the stored data. */
  public Set<Integer> sealVersions() {
    String state = new String(entry("state.bin"), StandardCharsets.ISO_8859_1);
    Set<Integer> versions = new TreeSet<>();
    Matcher matcher = BLOB.matcher(state);
    while (matcher.find()) {
      versions.add(Integer.valueOf(matcher.group(1)));
    }
    return versions;
  }

  /** The content of one member of the archive. */
  public byte[] entry(String name) {
    try (GZIPInputStream archive = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      while (true) {
        byte[] header = archive.readNBytes(BLOCK);
        if (header.length < BLOCK || header[0] == 0) {
          throw new AssertionError("the snapshot has no " + name);
        }
        int size = Integer.parseInt(text(header, SIZE_OFFSET, SIZE_LENGTH), 8);
        byte[] content = archive.readNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        if (text(header, 0, 100).equals(name)) {
          return Arrays.copyOf(content, size);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] header, int offset, int length) {
    String field = new String(header, offset, length, StandardCharsets.US_ASCII);
    int end = field.indexOf(0);
    return (end < 0 ? field : field.substring(0, end)).trim();
  }

  @Override
  public String toString() {
    return "snapshot of " + bytes.length + " bytes";
  }
}

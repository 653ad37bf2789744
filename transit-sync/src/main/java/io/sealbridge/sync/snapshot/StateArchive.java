package io.sealbridge.sync.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A snapshot as it is sent: a tar archive under gzip, with the stored data in one member. */
final class StateArchive {
  private static final String STATE = "state.bin";
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int BUFFER = 64 * 1024;

  private StateArchive() {}

  /** The stored data; more may follow it in the stream, which is of no interest. */
  static InputStream state(InputStream snapshot) throws IOException {
    InputStream archive = unzipped(snapshot);
    while (true) {
      byte[] header = archive.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        throw new UnknownSnapshotException("the archive has no member " + STATE);
      }
      long size = number(header);
      if (text(header, 0, NAME_LENGTH).equals(STATE)) {
        return new Bounded(archive, size);
      }
      archive.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
    }
  }

  private static InputStream unzipped(InputStream snapshot) throws IOException {
    try {
      return new BufferedInputStream(new GZIPInputStream(snapshot, BUFFER), BUFFER);
    } catch (ZipException _) {
      throw new UnknownSnapshotException("it is not compressed by gzip");
    }
  }

  /** Octal digits, or from 8 GiB on a binary number whose first bit is set. */
  private static long number(byte[] header) {
    if (header[SIZE_OFFSET] < 0) {
      long size = 0;
      for (int i = SIZE_OFFSET + SIZE_LENGTH - Long.BYTES; i < SIZE_OFFSET + SIZE_LENGTH; i++) {
        size = (size << Byte.SIZE) | (header[i] & 0xff);
      }
      return checked(size);
    }
    try {
      return checked(Long.parseLong(text(header, SIZE_OFFSET, SIZE_LENGTH), 8));
    } catch (NumberFormatException _) {
      throw new UnknownSnapshotException("it is no tar archive");
    }
  }

  private static long checked(long size) {
    if (size < 0) {
      throw new UnknownSnapshotException("a member of the archive has a negative size");
    }
    return size;
  }

  private static String text(byte[] header, int offset, int length) {
    String field = new String(header, offset, length, StandardCharsets.US_ASCII);
    int end = field.indexOf(0);
    return (end < 0 ? field : field.substring(0, end)).trim();
  }

  /** The next so many bytes of a stream. */
  private static final class Bounded extends InputStream {
    private final InputStream source;
    private long left;

    Bounded(InputStream source, long left) {
      this.source = source;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      int value = left == 0 ? -1 : source.read();
      if (value >= 0) {
        left--;
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = source.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }
}

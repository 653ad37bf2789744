package io.sealbridge.sync.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Snapshots as a server makes them, byte by byte. */
final class SnapshotBytes {
  private final ByteArrayOutputStream state = new ByteArrayOutputStream();

  SnapshotBytes entry(String path, String value) {
    byte[] name = path.getBytes(StandardCharsets.ISO_8859_1);
    byte[] stored = value.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    field(message, 0x0a, name);
    field(message, 0x12, stored);
    number(state, message.size());
    state.writeBytes(message.toByteArray());
    return this;
  }

  /** Bytes that are no entry. */
  SnapshotBytes raw(int... bytes) {
    for (int value : bytes) {
      state.write(value);
    }
    return this;
  }

  byte[] state() {
    return state.toByteArray();
  }

  byte[] archive() {
    return archive("state.bin");
  }

  byte[] archive(String member) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    member(tar, "meta.json", "{}".getBytes(StandardCharsets.UTF_8));
    member(tar, member, state());
    member(tar, "SHA256SUMS", new byte[152]);
    tar.writeBytes(new byte[1024]);
    return zipped(tar.toByteArray());
  }

  static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static void member(ByteArrayOutputStream tar, String name, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, "%011o".formatted(content.length));
    tar.writeBytes(header);
    tar.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static void field(ByteArrayOutputStream out, int tag, byte[] bytes) {
    out.write(tag);
    number(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void number(ByteArrayOutputStream out, int value) {
    int left = value;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}

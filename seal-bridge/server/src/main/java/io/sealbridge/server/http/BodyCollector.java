package io.sealbridge.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Gathers a body under a limit and under the budget of all bodies, and wipes what it copied from.
 * For one request, on its event loop.
 */
final class BodyCollector {

  /** What became of a chunk. */
  enum Taken {
    YES,
    TOO_LARGE,
    NO_ROOM
  }

  private static final int FIRST_GUESS = 1024;
  private static final byte[] ZEROS = new byte[8192];

  private final int limit;
  private final Admission admission;
  private byte[] bytes = {};
  private int length;
  private int reserved;

  BodyCollector(int limit, Admission admission) {
    this.limit = limit;
    this.admission = admission;
  }

  /** Makes room for a body whose length the client announced. */
  Taken announce(long contentLength) {
    if (contentLength > limit) {
      return Taken.TOO_LARGE;
    }
    return grow((int) contentLength) ? Taken.YES : Taken.NO_ROOM;
  }

  /** Takes a chunk and wipes it. */
  Taken take(Buffer chunk) {
    try {
      if (chunk.length() > limit - length) {
        return Taken.TOO_LARGE;
      }
      int needed = length + chunk.length();
      if (needed > bytes.length && !grow(roomFor(needed))) {
        return Taken.NO_ROOM;
      }
      chunk.getBytes(bytes, length);
      length = needed;
      return Taken.YES;
    } finally {
      wipe(chunk);
    }
  }

  private int roomFor(int needed) {
    long doubled = Math.max(FIRST_GUESS, 2L * bytes.length);
    return (int) Math.min(limit, Math.max(needed, doubled));
  }

  private boolean grow(int capacity) {
    int more = capacity - reserved;
    if (!admission.reserve(more)) {
      return false;
    }
    reserved = capacity;
    byte[] larger = Arrays.copyOf(bytes, capacity);
    wipe();
    bytes = larger;
    return true;
  }

  /** The body itself. It stays this collector's to wipe. */
  Api.Body body() {
    if (length != bytes.length) {
      byte[] exact = Arrays.copyOf(bytes, length);
      wipe();
      bytes = exact;
    }
    return new Api.Body(bytes);
  }

  /**
   * Wipes the body and gives its share of the budget back. To be called when the request is over,
   * because what was made of the body lives as long.
   */
  void release() {
    wipe();
    admission.release(reserved);
    reserved = 0;
  }

  private void wipe() {
    Arrays.fill(bytes, (byte) 0);
    bytes = new byte[0];
  }

  private static void wipe(Buffer chunk) {
    for (int at = 0; at < chunk.length(); at += ZEROS.length) {
      chunk.setBytes(at, ZEROS, 0, Math.min(ZEROS.length, chunk.length() - at));
    }
  }
}

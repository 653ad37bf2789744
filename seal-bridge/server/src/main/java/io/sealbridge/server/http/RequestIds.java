package io.sealbridge.server.http;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes request ids: random UUIDs that join answer, log and key-use entries. They are no secrets,
 * so a fast generator will do. For one thread.
 */
final class RequestIds {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000000000000000L;

  private final RandomGenerator random;

  RequestIds(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    long high = (random.nextLong() & ~0xF000L) | VERSION_4;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | VARIANT;
    return new UUID(high, low).toString();
  }
}

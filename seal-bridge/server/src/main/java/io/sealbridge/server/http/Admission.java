package io.sealbridge.server.http;

import io.sealbridge.server.config.LimitsConfiguration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests and bytes of bodies are in the house, over all listeners. */
public final class Admission {

  private final int mostRequests;
  private final long mostBytes;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  public Admission(LimitsConfiguration limits) {
    this.mostRequests = limits.requests();
    this.mostBytes = limits.bodies().bytes();
  }

  /** Takes a place; the request that got one gives it back by {@link #leave}. */
  boolean enter() {
    if (requests.incrementAndGet() <= mostRequests) {
      return true;
    }
    requests.decrementAndGet();
    return false;
  }

  void leave() {
    requests.decrementAndGet();
  }

  boolean reserve(long count) {
    if (bytes.addAndGet(count) <= mostBytes) {
      return true;
    }
    bytes.addAndGet(-count);
    return false;
  }

  void release(long count) {
    bytes.addAndGet(-count);
  }

  public int requestsNow() {
    return requests.get();
  }

  public long bytesNow() {
    return bytes.get();
  }
}

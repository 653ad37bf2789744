package io.sealbridge.integration.kubernetes;

import java.util.Optional;

/** Decides what becomes of requests to an API server at an {@link ApiProxy}. */
public interface ApiDoor {
  /**
   * A request on its way.
   *
   * @param changes whether it would change what the cluster holds
   * @param bearer the token that it shows; empty if none
   */
  record Passing(boolean changes, String bearer) {}

  /** Before it reaches the API server: the status that it is refused with, or nothing. */
  Optional<Integer> refused(Passing request) throws InterruptedException;

  /** After the API server has answered, and before whoever asked hears of it. */
  void answered(Passing request) throws InterruptedException;
}

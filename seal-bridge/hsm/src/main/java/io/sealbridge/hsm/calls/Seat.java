package io.sealbridge.hsm.calls;

/** What one worker thread owns and nobody else touches: its session. */
public interface Seat {
  /** Called by the owning thread when it ends. Never throws. */
  void close();
}

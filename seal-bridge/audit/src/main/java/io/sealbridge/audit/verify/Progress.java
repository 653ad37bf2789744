package io.sealbridge.audit.verify;

/** Told from time to time how many entries of how many have been looked at. */
@FunctionalInterface
public interface Progress {
  Progress SILENT = (_, _) -> {};

  void at(long entries, long of);
}

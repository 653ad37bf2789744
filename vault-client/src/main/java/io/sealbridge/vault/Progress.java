package io.sealbridge.vault;

/** Is told how far something long has come, by many threads and in no order. */
@FunctionalInterface
public interface Progress {
  /** For callers that show nothing. */
  Progress SILENT = (_, _) -> {};

  void at(int done, int total);
}

package io.sealbridge.server.storage;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.WrapCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The wraps this replica has reserved, in {@code wraps} in the data directory. */
public final class WrapCountsFile implements WrapCounts {

  private final CounterFile counters;

  private WrapCountsFile(CounterFile counters) {
    this.counters = counters;
  }

  /** The folder must exist; {@code writer} runs the writes, one at a time. */
  public static WrapCountsFile open(Path dataDirectory, Executor writer) throws IOException {
    return new WrapCountsFile(CounterFile.open(dataDirectory.resolve("wraps"), writer));
  }

  @Override
  public long reserved(KeyName key, int version) {
    return counters.value(KeyVersion.label(key, version));
  }

  @Override
  public CompletionStage<Long> reserve(KeyName key, int version, long count) {
    return counters.update(KeyVersion.label(key, version), old -> Math.addExact(old, count));
  }
}

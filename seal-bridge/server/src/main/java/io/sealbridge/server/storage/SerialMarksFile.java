package io.sealbridge.server.storage;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.SerialMarks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The highest serials seen of something, in a file in the data directory. */
public final class SerialMarksFile implements SerialMarks {

  private final CounterFile counters;

  private SerialMarksFile(CounterFile counters) {
    this.counters = counters;
  }

  /** The folder must exist; {@code writer} runs the writes, one at a time. */
  public static SerialMarksFile open(Path dataDirectory, String name, Executor writer)
      throws IOException {
    return new SerialMarksFile(CounterFile.open(dataDirectory.resolve(name), writer));
  }

  @Override
  public long highest(KeyName key) {
    return counters.value(key.value());
  }

  @Override
  public CompletionStage<Void> raise(KeyName key, long serial) {
    counters.remember(key.value(), old -> Math.max(old, serial));
    return counters.update(key.value(), old -> Math.max(old, serial)).thenAccept(highest -> {});
  }
}

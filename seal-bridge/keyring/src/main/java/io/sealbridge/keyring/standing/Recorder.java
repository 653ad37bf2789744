package io.sealbridge.keyring.standing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows of each thing which of its values is durably written down. Values of one thing are written
 * one after the other. Safe for use by many threads.
 *
 * @param <K> names a thing
 * @param <V> what is written of it, with a meaningful {@code equals}
 */
public final class Recorder<K, V> {
  private static final class Line<V> {
    @Nullable V noted;
    @Nullable V recorded;
    CompletionStage<?> last = CompletableFuture.completedFuture(null);
  }

  private final Map<K, Line<V>> lines = new HashMap<>();

  /**
   * Has {@code value} written, unless it is the one that was noted last. One that could not be
   * written is tried again when it is noted again.
   *
   * @return completes when {@code value} is durable, fails if it could not be written now
   */
  public synchronized CompletionStage<?> note(
      K key, V value, Supplier<CompletionStage<Void>> writing) {
    Line<V> line = lines.computeIfAbsent(key, _ -> new Line<>());
    if (value.equals(line.noted)) {
      return line.last;
    }
    line.noted = value;
    line.last =
        line.last
            .handle((_, _) -> writing)
            .thenCompose(Supplier::get)
            .whenComplete((_, failure) -> written(line, value, failure == null));
    return line.last;
  }

  private synchronized void written(Line<V> line, V value, boolean durable) {
    if (durable) {
      line.recorded = value;
    } else if (value.equals(line.noted)) {
      line.noted = null;
    }
  }

  /** What is durably written of {@code key}. */
  public synchronized Optional<V> recorded(K key) {
    Line<V> line = lines.get(key);
    return line == null ? Optional.empty() : Optional.ofNullable(line.recorded);
  }
}

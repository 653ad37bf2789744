package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Keeps entries in memory; can be told to fail for the entries of a kind. */
public final class InMemoryKeyUseLog implements KeyUseLog {
  private final List<KeyUseEntry> entries = new CopyOnWriteArrayList<>();
  private volatile Predicate<KeyUseEntry> failing = entry -> false;
  private volatile Predicate<KeyUseEntry> holding = entry -> false;
  private final List<CompletableFuture<Void>> held = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Void> append(KeyUseEntry entry) {
    if (failing.test(entry)) {
      return CompletableFuture.failedFuture(
          new KeyUseLogException(
              "could not append to the fake log", new IOException("No space left on device")));
    }
    entries.add(entry);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    if (holding.test(entry)) {
      held.add(stage);
    } else {
      stage.complete(null);
    }
    return stage;
  }

  /** Everything appended so far, in order. */
  public List<KeyUseEntry> entries() {
    return List.copyOf(entries);
  }

  public <E extends KeyUseEntry> List<E> entries(Class<E> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** From now on entries that match are refused. */
  public void failFor(Predicate<KeyUseEntry> entries) {
    failing = entries;
  }

  public void failFor(Class<? extends KeyUseEntry> kind) {
    failFor(kind::isInstance);
  }

  /** From now on entries of this kind are taken, and durable only after {@link #release}. */
  public void holdFor(Class<? extends KeyUseEntry> kind) {
    holding = kind::isInstance;
  }

  public void release() {
    holding = entry -> false;
    held.forEach(stage -> stage.complete(null));
    held.clear();
  }

  public void recover() {
    failing = entry -> false;
  }
}

package io.sealbridge.server.transit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works through the items of a batch, a few at a time, so that one request cannot take the HSM from
 * the others. Until the keyring has taken or refused a first item there is only one at a time, and
 * what it refuses for every item alike (a missing grant, a frozen key) ends the batch: it is
 * written to the key-use log once and not a thousand times.
 */
final class BatchRun<I extends BatchItem> {

  /** Fewer than the sessions of an HSM, most of which others need. */
  static final int AT_A_TIME = 3;

  private final List<I> items;
  private final Function<I, CompletionStage<ItemAnswer>> work;
  private final Executor home;
  private final AtomicReferenceArray<ItemAnswer> answers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicReference<@Nullable ItemAnswer> forAll = new AtomicReference<>();
  private final AtomicBoolean widened = new AtomicBoolean();
  private final CompletableFuture<List<ItemAnswer>> promise = new CompletableFuture<>();

  private BatchRun(List<I> items, Function<I, CompletionStage<ItemAnswer>> work, Executor home) {
    this.items = items;
    this.work = work;
    this.home = home;
    this.answers = new AtomicReferenceArray<>(items.size());
  }

  /**
   * Runs {@code work} for every item, and closes each when it is done. A stage of it that fails is
   * a defect, which ends the batch.
   *
   * @return the answers in the items' order; only one if it concerns all
   */
  static <I extends BatchItem> CompletionStage<List<ItemAnswer>> of(
      List<I> items, Function<I, CompletionStage<ItemAnswer>> work, Executor home) {
    BatchRun<I> run = new BatchRun<>(items, work, home);
    run.lane();
    return run.promise;
  }

  /** Takes one item after the other. Loops instead of recursing over stages that are done. */
  private void lane() {
    while (true) {
      inFlight.incrementAndGet();
      int index = next.getAndIncrement();
      if (index >= items.size()) {
        leave();
        return;
      }
      CompletableFuture<ItemAnswer> stage = work.apply(items.get(index)).toCompletableFuture();
      if (!stage.isDone()) {
        var _ =
            stage.whenComplete(
                (answer, failure) -> home.execute(() -> goOn(index, answer, failure)));
        return;
      }
      if (stage.isCompletedExceptionally()) {
        var _ = stage.whenComplete((answer, failure) -> broken(failure));
        return;
      }
      finish(index, stage.join());
    }
  }

  private void goOn(int index, @Nullable ItemAnswer answer, @Nullable Throwable failure) {
    if (answer == null) {
      broken(failure);
    } else {
      finish(index, answer);
      lane();
    }
  }

  /** A defect, which must not leave the client waiting. */
  private void broken(@Nullable Throwable failure) {
    next.set(items.size());
    promise.completeExceptionally(
        failure == null ? new IllegalStateException("no answer") : failure);
  }

  private void finish(int index, ItemAnswer answer) {
    items.get(index).close();
    answers.set(index, answer);
    if (answer instanceof ItemAnswer.Failed failed && failed.concernsAll()) {
      forAll.compareAndSet(null, answer);
      next.set(items.size());
    }
    boolean body = answer instanceof ItemAnswer.Failed failed && !failed.reachedKeyring();
    if (!body && widened.compareAndSet(false, true)) {
      for (int lane = 1; lane < AT_A_TIME; lane++) {
        home.execute(this::lane);
      }
    }
    leave();
  }

  /** Whoever leaves last, with nothing left to take, says what came out. */
  private void leave() {
    if (inFlight.decrementAndGet() == 0 && next.get() >= items.size()) {
      ItemAnswer one = forAll.get();
      promise.complete(one == null ? all() : List.of(one));
    }
  }

  private List<ItemAnswer> all() {
    List<ItemAnswer> all = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      all.add(answers.get(i));
    }
    return all;
  }
}

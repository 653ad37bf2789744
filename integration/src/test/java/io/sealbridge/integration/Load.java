package io.sealbridge.integration;

import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.process.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Callers that use a key without a pause, each on a thread and a connection of its own. */
final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final System.Logger LOG = System.getLogger(Load.class.getName());
  private static final int ENOUGH = 20;

  /** A request and what came of it. */
  private record Use(int caller, long began, int status) {}

  private final List<TransitClient> callers;
  private final List<Use> uses = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean ended;
  private volatile long mark = Long.MAX_VALUE;

  Load(List<TransitClient> callers) {
    this.callers = List.copyOf(callers);
    for (int i = 0; i < callers.size(); i++) {
      int caller = i;
      threads.execute(() -> run(caller));
    }
  }

  private void run(int caller) {
    while (!ended) {
      long began = System.nanoTime();
      try {
        uses.add(new Use(caller, began, callers.get(caller).encrypt("x").status()));
      } catch (AssertionError unanswered) {
        // No answer on a busy machine; what counts is what is answered.
        LOG.log(System.Logger.Level.INFO, "a request was not answered", unanswered);
      }
    }
  }

  /** Until each caller has had some. */
  void awaitSuccesses() {
    Eventually.until(
        "each caller uses the key",
        PATIENCE,
        () -> eachHas(uses.stream().filter(use -> use.status() == 200).toList()));
  }

  void markNow() {
    mark = System.nanoTime();
  }

  /** Of enough requests of each caller. */
  List<Integer> statusesBegunAfterMark() {
    Eventually.until("each caller goes on", PATIENCE, () -> eachHas(afterMark()));
    return afterMark().stream().map(Use::status).toList();
  }

  private List<Use> afterMark() {
    return uses.stream().filter(use -> use.began() - mark > 0).toList();
  }

  private boolean eachHas(List<Use> some) {
    for (int i = 0; i < callers.size(); i++) {
      int caller = i;
      if (some.stream().filter(use -> use.caller() == caller).count() < ENOUGH) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    ended = true;
    threads.close();
    callers.forEach(TransitClient::close);
  }
}

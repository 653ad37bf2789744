package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.Durations;
import io.sealbridge.k8sauth.watch.ListenAddress;
import io.sealbridge.k8sauth.watch.MetricsPage;
import io.sealbridge.k8sauth.watch.Watch;
import io.sealbridge.k8sauth.watch.WatchLog;
import io.sealbridge.k8sauth.watch.WatchMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "watch",
    description = {
      "Plans again and again, logs a line for each object that begins or ends to differ from the"
          + " file, and tells Prometheus. Changes nothing unless told to with --repair, and"
          + " removes nothing unless told to with --prune as well.",
      "The file is read anew each time. A round that fails is counted and tried again. SIGTERM ends"
          + " it with 0 once the round under way is over.",
      "With --once it ends with 0 if nothing differs any more, with 3 if something does, with 1 if"
          + " it could not be found out, with 2 if the file is wrong."
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin PlanOptions planning = new PlanOptions();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description =
          "How long to wait after each round, 1s to 1d. Default: 5m. After one that failed it is"
              + " tried again sooner, first after 5s.")
  String interval = "5m";

  @Option(names = "--once", description = "One round, then end; not with --listen.")
  boolean once;

  @Option(
      names = "--repair",
      description = "Put right what is found, as apply --yes does; with --prune remove as well.")
  boolean repair;

  @Option(
      names = "--listen",
      paramLabel = "[ADDRESS:]PORT",
      description =
          "Serve metrics at /metrics. A port alone is one of the loopback address, which only this"
              + " host reaches. ANY OTHER ADDRESS SERVES EVERYBODY WHO REACHES IT, without TLS and"
              + " without a login: keep it behind a network policy. Default: no metrics.")
  @Nullable String listen;

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Duration period = period();
    if (once && listen != null) {
      throw new UsageException(
          "--listen is of no use with --once: nobody asks in time; leave out one of them");
    }
    // A file that is wrong from the start is said at once, and not every few minutes.
    common.read();
    WatchMetrics metrics = new WatchMetrics();
    Watch watch = watch(metrics);
    if (once) {
      return watch.once().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }
    if (listen == null) {
      return new Ending().serve(pause -> watch.every(period, pause));
    }
    try (MetricsPage _ = page(listen, metrics)) {
      return new Ending().serve(pause -> watch.every(period, pause));
    }
  }

  private Watch watch(WatchMetrics metrics) {
    return new Watch(
        new WatchRound(common, planning, repair, spec, surroundings),
        metrics,
        new WatchLog(spec.commandLine().getOut(), common.output, surroundings.clock()),
        Failures::sentence,
        surroundings.clock());
  }

  private Duration period() {
    try {
      return Durations.within("--interval", Durations.parse(interval), SHORTEST, LONGEST);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--interval: " + e.getMessage());
    }
  }

  private static MetricsPage page(String listen, WatchMetrics metrics) {
    try {
      InetSocketAddress address = ListenAddress.parse(listen);
      return MetricsPage.start(address, metrics);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--listen: " + e.getMessage());
    } catch (IOException e) {
      throw new UsageException(
          "--listen: %s cannot be listened on: %s. Give a free port and an address of this host."
              .formatted(listen, e.getMessage()));
    }
  }
}

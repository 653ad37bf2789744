package io.sealbridge.server.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.Durations;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ReplicaConfiguration;
import io.sealbridge.server.reaction.Replica;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whom a command asks whether its change counts, and for how long. */
final class ReplicaOptions {
  private static final Duration LONGEST = Duration.ofHours(1);

  @Option(
      names = "--replica",
      paramLabel = "URL",
      description = {
        "Ask this management address (http://host:port) too; may be given again.",
        "Default: those in \"replicas\" of the configuration, else the bridge on this machine."
      })
  List<String> replicas = new ArrayList<>();

  @Option(names = "--no-wait", description = "Ask nobody. Then nothing is proven of any replica.")
  boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "For how long to ask, such as 30s or 5m. Default: 30s.")
  String timeout = "30s";

  boolean asksNobody() {
    return noWait;
  }

  Duration patience() {
    try {
      return Durations.within("it", Durations.parse(timeout), Duration.ofMillis(100), LONGEST);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--timeout: " + e.getMessage());
    }
  }

  /** Refuses what cannot be asked before anything is changed. */
  List<Replica> of(BridgeConfiguration configuration) {
    var _ = patience();
    List<Replica> found = new ArrayList<>();
    for (ReplicaConfiguration one : configuration.replicas()) {
      found.add(new Replica(Optional.of(one.name()), one.uri(), one.ca()));
    }
    for (String url : replicas) {
      Replica given = new Replica(Optional.empty(), address(url), Optional.empty());
      if (found.stream().noneMatch(one -> one.management().equals(given.management()))) {
        found.add(given);
      }
    }
    if (found.isEmpty() && !noWait) {
      found.add(here(configuration));
    }
    return List.copyOf(found);
  }

  /** Whether it may be that replicas exist that nobody is told of. */
  boolean mayMissSome(BridgeConfiguration configuration) {
    return configuration.replicas().isEmpty();
  }

  private static URI address(String url) {
    try {
      return ReplicaConfiguration.address("--replica", url);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Replica here(BridgeConfiguration configuration) {
    Address.Tcp address = ((Address.Tcp) configuration.management().address()).toReach();
    if (address.port() == 0) {
      throw new UsageException(
          "management.address has port 0, so the bridge on this machine cannot be asked; give"
              + " --replica URL or --no-wait");
    }
    return new Replica(
        Optional.of(configuration.node()), URI.create("http://" + address + "/"), Optional.empty());
  }
}

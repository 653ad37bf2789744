package io.sealbridge.server.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.server.revocation.DeniedIdentity;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "revoke",
    description = {
      "Shuts an identity out, whatever it shows itself by, on living connections too.",
      "Asks first: a Vault of this identity cannot unseal until it is restored."
    })
final class AccessRevoke implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  @Parameters(paramLabel = "IDENTITY", description = "As in \"access\" of the configuration.")
  String identity = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "For those who read the list.")
  @Nullable String reason;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  AccessRevoke(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    DenyListWork work = new DenyListWork(spec, common);
    work.requireConfigured(identity);
    ListChange change = work.changing(replicas, surroundings);
    DeniedIdentity denied;
    try {
      denied =
          new DeniedIdentity(
              identity,
              Optional.ofNullable(reason),
              Optional.of(surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS)));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
    if (!yes) {
      work.confirmation(surroundings)
          .ask("Shut out " + identity + "? What it does with keys is refused within seconds.");
    }
    return change.make(list -> list.with(denied), "identity " + identity + " is denied");
  }
}

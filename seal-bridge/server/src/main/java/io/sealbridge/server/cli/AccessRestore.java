package io.sealbridge.server.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.NearestName;
import io.sealbridge.server.revocation.DeniedIdentity;
import io.sealbridge.server.revocation.DenyList;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    description = {
      "Lets an identity in again. What it shows itself by counts as before.",
      "If a secret of it may have been seen, replace that first."
    })
final class AccessRestore implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  @Parameters(paramLabel = "IDENTITY", description = "As \"access list\" shows it.")
  String identity = "";

  AccessRestore(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    DenyListWork work = new DenyListWork(spec, common);
    DenyList list = work.read();
    if (!list.denies(identity)) {
      List<String> denied = list.identities().stream().map(DeniedIdentity::name).toList();
      throw new UsageException(
          "identity \"" + identity + "\" is not denied" + NearestName.hint(identity, denied));
    }
    return work.changing(replicas, surroundings)
        .make(now -> now.restore(identity), "identity " + identity + " is let in again");
  }
}

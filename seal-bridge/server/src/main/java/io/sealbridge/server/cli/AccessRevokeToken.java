package io.sealbridge.server.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.server.token.IssuedToken;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "revoke-token",
    description = {
      "Shuts one token out for ever, whether made by \"token create\" or issued at a login.",
      "Other tokens of its identity go on counting."
    })
final class AccessRevokeToken implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  @Parameters(
      paramLabel = "ACCESSOR",
      description = "Which one, as \"token list\" and the key-use log show it.")
  String accessor = "";

  AccessRevokeToken(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!IssuedToken.isAccessor(accessor)) {
      // It may be the token itself, so it is not repeated.
      throw new UsageException(
          "an accessor is 16 hexadecimal digits, as \"token list\" and the key-use log show it; give"
              + " that");
    }
    return new DenyListWork(spec, common)
        .changing(replicas, surroundings)
        .make(list -> list.withToken(accessor), "token " + accessor + " is denied");
  }
}

package io.sealbridge.integration;

import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built k8s-auth-setup with a description of access, as a user has both in a folder. */
final class AccessTool {
  private final Path folder;

  AccessTool(Path folder) {
    this.folder = PrivateFiles.folder(folder);
  }

  /** The description that counts from now on; {@code vault-token} in it is the file of a token. */
  AccessTool describe(String token, String description) {
    PrivateFiles.write(folder.resolve("vault-token"), token);
    PrivateFiles.write(folder.resolve("access.yaml"), description);
    return this;
  }

  CommandResult run(String... arguments) {
    return Command.run(command(arguments), Map.of());
  }

  /** Started and left to itself. */
  ManagedProcess start(String... arguments) {
    return ManagedProcess.start(
        "k8s-auth-setup", folder.resolve("output.log"), command(arguments), Map.of());
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.accessLauncher().toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--file", folder.resolve("access.yaml").toString()));
    return command;
  }
}

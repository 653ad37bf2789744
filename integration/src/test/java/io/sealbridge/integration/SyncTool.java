package io.sealbridge.integration;

import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built transit-sync with its file, as a user has both in a folder. */
final class SyncTool {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Path folder;

  SyncTool(Path folder) {
    this.folder = PrivateFiles.folder(folder);
  }

  /** A file beside the description that holds a token. */
  SyncTool token(String name, String token) {
    PrivateFiles.write(folder.resolve(name), token);
    return this;
  }

  /** The description that counts from now on. */
  SyncTool describe(String description) {
    PrivateFiles.write(folder.resolve("sync.yaml"), description);
    return this;
  }

  CommandResult run(String... arguments) {
    return Command.run(command(arguments), Map.of(), LIMIT);
  }

  /** Started and left to itself. */
  ManagedProcess start(String... arguments) {
    return ManagedProcess.start(
        "transit-sync", folder.resolve("output.log"), command(arguments), Map.of());
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.syncLauncher().toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--file", folder.resolve("sync.yaml").toString()));
    return command;
  }
}

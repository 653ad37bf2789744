package io.sealbridge.server.cli;

import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.Printer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "keys",
    description = {
      "Prints the keys that have signed a key-use log, as \"audit verify --key\" and other tools"
          + " take them.",
      "Do it once, when the log is new and the host is sound, and keep them elsewhere: whoever can"
          + " write the log's folder can change what this prints later."
    })
final class AuditKeys implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AuditOptions options = new AuditOptions();

  @Override
  public Integer call() throws IOException {
    LogFolder folder = options.folder();
    List<String> keys = folder.namedKeys();
    if (keys.isEmpty()) {
      throw new CommandException(
          "nothing has signed the log in "
              + folder.path()
              + " yet; make its key with \"keys create bridge-checkpoints\" and let the bridge run");
    }
    new Printer(spec.commandLine().getOut(), options.output)
        .print(
            String.join("\n", keys),
            json -> {
              json.writeArrayFieldStart("keys");
              for (String key : keys) {
                json.writeString(key);
              }
              json.writeEndArray();
            });
    return ExitCode.DONE;
  }
}

package io.sealbridge.server.cli;

import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.Table;
import io.sealbridge.server.revocation.DeniedIdentity;
import io.sealbridge.server.revocation.DenyList;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Shows who is shut out, and the epoch of issued tokens.")
final class AccessList implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    DenyListWork work = new DenyListWork(spec, common);
    DenyList list = work.read();
    new Printer(spec.commandLine().getOut(), common.output)
        .print(text(list), json -> work.fields(json, list));
    return ExitCode.DONE;
  }

  private static String text(DenyList list) {
    Table table = new Table("DENIED", "SINCE", "REASON");
    for (DeniedIdentity identity : list.identities()) {
      table.row(
          identity.name(),
          identity.since().map(Instant::toString).orElse(""),
          identity.reason().orElse(""));
    }
    list.tokens().forEach(accessor -> table.row("token " + accessor, "", ""));
    return (table.isEmpty() ? "nobody is denied\n" : table.toString())
        + "epoch "
        + list.epoch()
        + "\n";
  }
}

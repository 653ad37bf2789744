package io.sealbridge.server.cli;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.audit.entry.UnreadableEntryException;
import io.sealbridge.audit.export.EntryLine;
import io.sealbridge.audit.export.Told;
import io.sealbridge.audit.read.LogCursor;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "tail",
    description = {
      "Shows the last entries of a key-use log, one a line, and follows it with --follow.",
      "Verifies nothing: what it shows is what the disk says."
    })
final class AuditTail implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AuditOptions options = new AuditOptions();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many of the last entries to show. Default: 20.")
  int lines = 20;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until interrupted, and show what is written.")
  boolean follow;

  @Option(
      names = "--key-name",
      paramLabel = "NAME",
      description = "Only entries that name this key.")
  @Nullable String key;

  AuditTail(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LogFolder folder = options.folder();
    LogCursor cursor = folder.from(0);
    Deque<RawEntry> last = new ArrayDeque<>();
    cursor.drain(
        entry -> {
          if (isMeant(entry)) {
            last.add(entry);
          }
          if (last.size() > Math.max(lines, 0)) {
            last.removeFirst();
          }
        });
    PrintWriter out = spec.commandLine().getOut();
    last.forEach(entry -> out.println(shown(folder, entry)));
    out.flush();
    while (follow && !out.checkError()) {
      cursor.drain(
          entry -> {
            if (isMeant(entry)) {
              out.println(shown(folder, entry));
            }
          });
      Thread.sleep(PAUSE);
    }
    return ExitCode.DONE;
  }

  /** What cannot be read is shown too. */
  private boolean isMeant(RawEntry raw) {
    if (key == null) {
      return true;
    }
    try {
      return Told.of(raw.parsed())
          .key()
          .filter(name -> name.replaceAll("-v[0-9]+$", "").equals(key))
          .isPresent();
    } catch (UnreadableEntryException _) {
      return true;
    }
  }

  private String shown(LogFolder folder, RawEntry raw) {
    try {
      return line(new LoggedEntry(folder.origin(), raw.index(), raw.parsed()), raw);
    } catch (UnreadableEntryException e) {
      return "entry " + raw.index() + " cannot be read: " + e.getMessage();
    }
  }

  private String line(LoggedEntry logged, RawEntry raw) {
    return switch (options.output) {
      case JSON -> new String(raw.bytes().lend(), StandardCharsets.US_ASCII);
      case TEXT -> coloured(EntryLine.of(logged), Told.of(logged.entry()).outcome());
    };
  }

  private String coloured(String line, Optional<Boolean> well) {
    boolean failed = well.isPresent() && !well.get();
    return failed && surroundings.watched() && Ansi.AUTO.enabled()
        ? "\u001b[31m" + line + "\u001b[0m"
        : line;
  }
}

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
    Deque<String> last = new ArrayDeque<>();
    Optional<RawEntry> entry = cursor.next();
    while (entry.isPresent()) {
      shown(folder, entry.get()).ifPresent(last::add);
      if (last.size() > Math.max(lines, 0)) {
        last.removeFirst();
      }
      entry = cursor.next();
    }
    PrintWriter out = spec.commandLine().getOut();
    last.forEach(out::println);
    out.flush();
    while (follow && !out.checkError()) {
      follow(folder, cursor, out);
      Thread.sleep(PAUSE);
    }
    return ExitCode.DONE;
  }

  private void follow(LogFolder folder, LogCursor cursor, PrintWriter out) throws IOException {
    Optional<RawEntry> entry = cursor.next();
    while (entry.isPresent()) {
      shown(folder, entry.get()).ifPresent(out::println);
      entry = cursor.next();
    }
  }

  private Optional<String> shown(LogFolder folder, RawEntry raw) {
    try {
      LoggedEntry logged = new LoggedEntry(folder.origin(), raw.index(), raw.parsed());
      return isMeant(logged) ? Optional.of(line(logged, raw)) : Optional.empty();
    } catch (UnreadableEntryException e) {
      return Optional.of("entry " + raw.index() + " cannot be read: " + e.getMessage());
    }
  }

  private boolean isMeant(LoggedEntry logged) {
    return key == null
        || Told.of(logged.entry())
            .key()
            .filter(name -> name.replaceAll("-v[0-9]+$", "").equals(key))
            .isPresent();
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

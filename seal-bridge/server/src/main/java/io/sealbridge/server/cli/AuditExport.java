package io.sealbridge.server.cli;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.audit.entry.UnreadableEntryException;
import io.sealbridge.audit.export.CefLine;
import io.sealbridge.audit.export.OcsfLine;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = {
      "Writes the entries of key-use logs to the standard output, one a line, for other programs.",
      "jsonl gives them byte by byte as they were hashed; cef and ocsf are for collectors of events."
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 a log cannot be read; 3 an entry could not be translated."
    })
final class AuditExport implements Callable<Integer> {
  /** What is written. */
  enum Format {
    JSONL,
    CEF,
    OCSF
  }

  private final Surroundings surroundings;
  private boolean untranslated;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AuditOptions options = new AuditOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "jsonl, cef or ocsf. Default: jsonl.")
  Format format = Format.JSONL;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only entries made at this time or later, such as 2026-11-26T10:00:00Z.")
  @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only entries made before this time.")
  @Nullable Instant to;

  AuditExport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (LogFolder folder : options.folders()) {
      folder.from(0).drain(entry -> line(folder, entry).ifPresent(line -> out.print(line + "\n")));
    }
    out.flush();
    return untranslated ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  private Optional<String> line(LogFolder folder, RawEntry raw) {
    String bytes = new String(raw.bytes().lend(), StandardCharsets.US_ASCII);
    if (format == Format.JSONL && from == null && to == null) {
      return Optional.of(bytes);
    }
    try {
      LoggedEntry logged = new LoggedEntry(folder.origin(), raw.index(), raw.parsed());
      return isMeant(logged.entry().at())
          ? Optional.of(translated(logged, bytes))
          : Optional.empty();
    } catch (UnreadableEntryException e) {
      untranslated = true;
      spec.commandLine()
          .getErr()
          .println(folder.origin() + ", entry " + raw.index() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private boolean isMeant(Instant at) {
    return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
  }

  private String translated(LoggedEntry logged, String bytes) {
    return switch (format) {
      case JSONL -> bytes;
      case CEF -> CefLine.of(logged, surroundings.version());
      case OCSF -> OcsfLine.of(logged, surroundings.version());
    };
  }
}

package io.sealbridge.server.doctor;

import io.sealbridge.audit.LogCondition;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine under the bridge: clock, disk, memory that could reach a disk, the log's folder. */
public final class HostExamination {
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 64L << 20;
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path SWAPS = Path.of("/proc/swaps");
  private static final Pattern CORE = Pattern.compile("Max core file size +(\\S+) +(\\S+)");

  private HostExamination() {}

  public static List<Diagnosis> of(ConfigurationFile file, Instant now) throws IOException {
    BridgeConfiguration configuration = file.configuration();
    return List.of(
        clock(file.path(), now),
        disk(configuration.dataDirectory()),
        log(configuration.logDirectory()),
        coreDumps(),
        swap());
  }

  /** No clock to compare with is asked; a file from the future shows that this one went back. */
  private static Diagnosis clock(Path configuration, Instant now) throws IOException {
    Instant written = Files.getLastModifiedTime(configuration).toInstant();
    return written.isAfter(now.plus(SKEW))
        ? Diagnosis.fail(
            "clock",
            "it is " + now + ", but " + configuration + " was written at " + written,
            "set the clock; certificates and tokens are judged by it")
        : Diagnosis.ok("clock", now.toString());
  }

  private static Diagnosis disk(Path dataDirectory) throws IOException {
    Path existing = dataDirectory.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = Optional.ofNullable(existing.getParent()).orElse(Path.of("/"));
    }
    FileStore store = Files.getFileStore(existing);
    long free = store.getUsableSpace();
    String detail = (free >> 20) + " MiB free for " + dataDirectory;
    String action = "make room: without it no key is used, because no use can be recorded";
    if (free < TOO_LITTLE) {
      return Diagnosis.fail("disk", detail, action);
    }
    return free < LITTLE ? Diagnosis.warn("disk", detail, action) : Diagnosis.ok("disk", detail);
  }

  private static Diagnosis log(Path directory) {
    String check = "key-use log";
    return switch (LogCondition.of(directory)) {
      case LogCondition.Absent _ ->
          Diagnosis.ok(check, directory + " is not there yet; the bridge makes it");
      case LogCondition.InUse use ->
          Diagnosis.ok(check, directory + " is written by process " + use.process());
      case LogCondition.Unusable unusable ->
          Diagnosis.fail(check, unusable.reason(), "let the bridge's user own it, with mode 0700");
      case LogCondition.Free free ->
          free.torn().isEmpty()
              ? Diagnosis.ok(check, directory + " is free, " + free.files() + " files")
              : Diagnosis.warn(
                  check,
                  free.torn().get() + " ends with a torn line",
                  "nothing: the next start moves it aside, no acknowledged entry is lost");
    };
  }

  private static Diagnosis coreDumps() throws IOException {
    Matcher limit = CORE.matcher(Files.exists(LIMITS) ? Files.readString(LIMITS) : "");
    String check = "core dumps";
    if (!limit.find()) {
      return Diagnosis.warn(check, "this system does not tell the limit", "switch them off");
    }
    return limit.group(1).equals("0")
        ? Diagnosis.ok(check, "off")
        : Diagnosis.fail(
            check,
            "a crash may write memory, and with it keys, to a file",
            "start through bin/seal-bridge, or set the limit to 0");
  }

  private static Diagnosis swap() throws IOException {
    boolean swaps = Files.exists(SWAPS) && Files.readAllLines(SWAPS).size() > 1;
    return swaps
        ? Diagnosis.warn(
            "swap",
            "memory, and with it keys, may be written to swap",
            "switch swap off or encrypt it; Java cannot lock its memory")
        : Diagnosis.ok("swap", "off");
  }
}

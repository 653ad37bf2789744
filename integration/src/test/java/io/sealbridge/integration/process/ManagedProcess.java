package io.sealbridge.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One child process, its output appended to a file. Only this process is ever ended, by its own id.
 * The child sees none of our environment but what it needs, so that a VAULT_ADDR of the developer's
 * shell changes no test.
 */
public final class ManagedProcess implements AutoCloseable {
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR", "USER");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String name;
  private final Path log;
  private final Process process;

  private ManagedProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  public static ManagedProcess start(
      String name, Path log, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> !INHERITED.contains(variable));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new ManagedProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + name + ": " + command, e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** All output since the log's file was made, earlier processes on the same log included. */
  public String output() {
    return read(log);
  }

  /** Waits for the process to end by itself. */
  public int awaitExit(Duration limit) {
    if (!endsWithin(limit)) {
      throw new AssertionError(
          name + " still runs after " + limit.toSeconds() + " s; its log ends with\n" + tail());
    }
    return process.exitValue();
  }

  /** SIGTERM and a wait; an end that takes too long fails the test. */
  public int terminate() {
    process.destroy();
    return awaitExit(PATIENCE);
  }

  /** SIGKILL: what a crash or the kernel's out-of-memory killer does. */
  public void kill() {
    process.destroyForcibly();
    if (!endsWithin(PATIENCE)) {
      throw new AssertionError(name + " (pid " + process.pid() + ") survived SIGKILL");
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (!endsWithin(Duration.ofSeconds(10))) {
      kill();
    }
  }

  /** The last lines of the log, for messages. */
  public String tail() {
    List<String> lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
  }

  private boolean endsWithin(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + name, e);
    }
  }

  static String read(Path log) {
    try {
      return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.sealbridge.integration.bridge;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.tls.Identity;
import io.sealbridge.integration.tls.TlsContexts;
import io.sealbridge.integration.vault.JsonHttp;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The packaged witness as a process, with https. */
public final class WitnessProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final Authority authority;
  private final Identity server;
  private final int port = Ports.free();
  private final List<String> logs = new ArrayList<>();
  private @Nullable ManagedProcess process;

  public WitnessProcess(Path folder, Authority authority) {
    this.folder = PrivateFiles.folder(folder);
    this.authority = authority;
    this.server = authority.issue("witness.test");
  }

  /** Watches one more log from its next start on; {@code vkey} as in the log's file of keys. */
  public void watch(String vkey) {
    logs.add(vkey);
  }

  /** Makes the key if there is none, and gives its vkey. */
  public String key() {
    return Command.run(command("--init"), environment()).orFail().output().strip();
  }

  public URI address() {
    return URI.create("https://127.0.0.1:" + port);
  }

  public void start() {
    ManagedProcess started =
        ManagedProcess.start("witness", folder.resolve("witness.log"), command(), environment());
    process = started;
    Eventually.until(
        "the witness answers",
        START,
        () -> {
          if (!started.isAlive()) {
            throw new AssertionError("the witness ended at its start:\n" + started.tail());
          }
          try (JsonHttp http =
              new JsonHttp(
                  address(),
                  Optional.empty(),
                  Optional.of(TlsContexts.trusting(authority.certificate())))) {
            return http.tryGet("/livez").filter(answer -> answer.status() == 200).isPresent();
          }
        });
  }

  public ManagedProcess running() {
    if (process == null) {
      throw new IllegalStateException("the witness was never started");
    }
    return process;
  }

  private List<String> command(String... more) {
    StringBuilder yaml =
        new StringBuilder(
            """
            name: witness.test
            address: 127.0.0.1:%d
            state: state
            key: witness.key
            tls: { certificate: %s, key: %s }
            """
                .formatted(port, server.certificate(), server.key()));
    if (!logs.isEmpty()) {
      yaml.append("logs:\n");
      logs.forEach(log -> yaml.append("  - \"").append(log).append("\"\n"));
    }
    Path config = PrivateFiles.write(folder.resolve("witness.yaml"), yaml.toString());
    List<String> command =
        new ArrayList<>(
            List.of(
                Repository.launcher().toString(),
                "audit",
                "witness",
                "--config",
                config.toString()));
    command.addAll(List.of(more));
    return command;
  }

  private static Map<String, String> environment() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"));
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}

package io.sealbridge.server.witness;

import io.sealbridge.audit.anchor.SoftwareLog;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.server.TestPki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** A witness in this process, with https if an authority is given. */
public final class TestWitness implements AutoCloseable {
  private final Path folder;
  private final boolean tls;
  private int port;
  private String logs = "";
  private Optional<WitnessService> service = Optional.empty();

  public TestWitness(Path folder, Optional<TestPki> authority) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.tls = authority.isPresent();
    authority.ifPresent(
        pki -> {
          pki.server().write(folder, "server");
          pki.write(folder, "ca.crt");
        });
    WitnessKeyFile.make(folder.resolve("witness.key"), new SecureRandom());
  }

  public TestWitness watching(SoftwareLog log) {
    return watching(log.key());
  }

  public TestWitness watching(VerifierKey log) {
    logs += "  - \"" + log.vkey() + "\"\n";
    return this;
  }

  /** On the port that it had before, if it was started before. */
  public TestWitness start() throws Exception {
    WitnessService started = WitnessService.start(configuration(), Clock.systemUTC());
    port = started.port();
    service = Optional.of(started);
    return this;
  }

  private WitnessConfiguration configuration() throws IOException {
    Path file = folder.resolve("witness.yaml");
    Files.writeString(
        file,
        "name: witness.example\naddress: 127.0.0.1:"
            + port
            + "\nstate: state\nkey: witness.key\n"
            + (tls ? "tls: { certificate: server.crt, key: server.key }\n" : "")
            + (logs.isEmpty() ? "" : "logs:\n" + logs));
    return WitnessConfiguration.read(file);
  }

  public VerifierKey key() throws IOException {
    return WitnessKeyFile.read(configuration()).verifier();
  }

  public String url() {
    return (tls ? "https" : "http") + "://127.0.0.1:" + port;
  }

  public Path state() {
    return folder.resolve("state");
  }

  public Path ca() {
    return folder.resolve("ca.crt");
  }

  public void stop() throws IOException {
    if (service.isPresent()) {
      service.get().close();
      service = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}

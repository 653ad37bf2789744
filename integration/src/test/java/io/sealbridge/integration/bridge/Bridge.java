package io.sealbridge.integration.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.Repository;
import io.sealbridge.integration.hsm.TestToken;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.tls.Identity;
import io.sealbridge.integration.tls.TlsContexts;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.SealStanza;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One replica of the packaged bridge: its configuration file, its command line and its process.
 * Listens with TLS on a port and without on a Unix socket. Identities: {@code vault-token} by
 * token, {@code vault-cert} by the certificate of {@link #client}, {@code sidecar} on the socket.
 */
public final class Bridge implements AutoCloseable {
  public static final String KEY = "root";
  private static final Duration START = Duration.ofSeconds(90);

  /**
   * A bridge of a test has ended before the optimising compiler has paid for itself, which takes
   * more than a third of a start. In containers and quickstarts it runs as it is delivered.
   */
  private static final String COMPILER = "-XX:TieredStopAtLevel=1";

  private final Path folder;
  private final Authority authority;
  private final List<TestToken> tokens;
  private final int port = Ports.free();
  private final int managementPort = Ports.free();
  private final Identity client;
  private BridgeConfig config;
  private @Nullable ManagedProcess process;

  public Bridge(String node, Path folder, Authority authority, List<TestToken> tokens) {
    this.folder = PrivateFiles.folder(folder);
    this.authority = authority;
    this.tokens = List.copyOf(tokens);
    this.client = authority.issue("vault-cert.test");
    this.config = standard(node, authority.issue(node + ".test"));
    PrivateFiles.folder(folder.resolve("data"));
    PrivateFiles.folder(folder.resolve("tokens"));
    PrivateFiles.folder(folder.resolve("run"));
  }

  private BridgeConfig standard(String node, Identity server) {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("deployment", "deployment: test\n");
    sections.put("node", "node: " + node + "\n");
    sections.put("writer", "writer: " + node + "\n");
    sections.put("dataDirectory", "dataDirectory: data\n");
    sections.put(
        "hsms", "hsms:\n" + String.join("", tokens.stream().map(TestToken::yaml).toList()));
    sections.put("keys", "keys:\n  - name: " + KEY + "\n");
    sections.put(
        "listeners",
        """
        listeners:
          - name: vault
            address: 127.0.0.1:%d
            mount: transit
            tls: { certificate: %s, key: %s, clientCa: %s, clientAuth: optional }
          - name: local
            address: unix://%s
            mount: transit
            key: %s
            identity: sidecar
            peerUids: [%s]
        """
            .formatted(
                port,
                server.certificate(),
                server.key(),
                authority.certificateFile(),
                socket(),
                KEY,
                ownUid()));
    sections.put("management", "management:\n  address: 127.0.0.1:" + managementPort + "\n");
    sections.put(
        "access",
        """
        access:
          - identity: vault-token
            grants: [ { keys: [root], operations: [encrypt, decrypt, read] } ]
          - identity: vault-cert
            certificate: { dns: [vault-cert.test] }
            grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
          - identity: sidecar
            grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
        """);
    sections.put("tokens", "tokens: { directory: tokens }\n");
    return new BridgeConfig(sections);
  }

  public BridgeConfig config() {
    return config;
  }

  /** Counts from the next command or start on. */
  public void configure(BridgeConfig changed) {
    config = changed;
  }

  /** Runs the command line with this replica's configuration to its end. */
  public CommandResult command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.launcher().toString());
    command.addAll(List.of(arguments));
    command.add("--config");
    command.add(writeConfig().toString());
    return Command.run(command, environment());
  }

  public void createKey() {
    command("keys", "create", KEY).orFail();
  }

  public String createToken(String identity) {
    return createdToken(identity).text();
  }

  public CreatedToken createdToken(String identity) {
    String output = command("token", "create", identity, "--output", "json").orFail().output();
    try {
      JsonNode json = new ObjectMapper().readTree(output);
      CreatedToken token =
          new CreatedToken(json.path("token").asText(), json.path("accessor").asText());
      if (process != null && process.isAlive()) {
        awaitKnown(token);
      }
      return token;
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + output, e);
    }
  }

  /** A running bridge takes a new token within seconds, not at once. */
  private void awaitKnown(CreatedToken token) {
    try (JsonHttp http = http(Optional.of(token.text()))) {
      Eventually.until(
          "the bridge takes the new token",
          START,
          () ->
              http.tryGet("/v1/auth/token/lookup-self")
                  .filter(answer -> answer.status() == 200)
                  .isPresent());
    }
  }

  public ManagedProcess launch() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("the bridge is running already");
    }
    process =
        ManagedProcess.start(
            "bridge",
            folder.resolve("bridge.log"),
            List.of(
                Repository.launcher().toString(), "serve", "--config", writeConfig().toString()),
            environment());
    return process;
  }

  public void start() {
    ManagedProcess started = launch();
    Eventually.until(
        "the bridge is ready",
        START,
        () -> {
          if (!started.isAlive()) {
            throw new AssertionError("the bridge ended at its start:\n" + started.tail());
          }
          return managementStatus("/readyz") == 200;
        });
  }

  /** The status of a path on the management listener; 0 if nobody listens. */
  public int managementStatus(String path) {
    try (JsonHttp http = new JsonHttp(management(), Optional.empty(), Optional.empty())) {
      return http.tryGet(path).map(JsonHttp.Answer::status).orElse(0);
    }
  }

  /** How many requests of this operation the running process has answered, by its metrics. */
  public long requests(String operation) {
    return metric("seal_bridge_requests_seconds_count", "operation", operation);
  }

  /** The sum of a metric's values whose label has this value. */
  public long metric(String name, String label, String value) {
    try (JsonHttp http = new JsonHttp(management(), Optional.empty(), Optional.empty())) {
      return http.get("/metrics")
          .expect(200)
          .text()
          .lines()
          .filter(line -> line.startsWith(name + "{"))
          .filter(line -> line.contains(label + "=\"" + value + "\""))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  public ManagedProcess running() {
    if (process == null) {
      throw new IllegalStateException("the bridge was never started");
    }
    return process;
  }

  public void stop() {
    running().terminate();
  }

  public void restart() {
    stop();
    start();
  }

  public int port() {
    return port;
  }

  /** Where the management listener is reached. */
  public URI management() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  public Path socket() {
    return folder.resolve("run/bridge.sock");
  }

  public Path folder() {
    return folder;
  }

  /** The identity that {@code vault-cert} proves itself with. */
  public Identity client() {
    return client;
  }

  public Authority authority() {
    return authority;
  }

  /** The stanza of a server that trusts this bridge; it still needs a token or a certificate. */
  public SealStanza stanza() {
    return SealStanza.of("https://127.0.0.1:" + port, KEY)
        .withAuthority(authority.certificateFile());
  }

  public SealStanza socketStanza() {
    return SealStanza.of("unix://" + socket(), KEY);
  }

  /** Every entry of this replica's key-use log so far, oldest first. */
  public List<JsonNode> keyUses() {
    return KeyUses.in(folder.resolve("data/key-use"));
  }

  /** A client with a token and no certificate. */
  public TransitClient transit(String token) {
    return new TransitClient(http(Optional.of(token)));
  }

  /** A client of the TLS listener, with a token or none. */
  public JsonHttp http(Optional<String> token) {
    return new JsonHttp(
        URI.create("https://127.0.0.1:" + port),
        token,
        Optional.of(TlsContexts.trusting(authority.certificate())));
  }

  private Path writeConfig() {
    return PrivateFiles.write(folder.resolve("bridge.yaml"), config.yaml());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SEAL_BRIDGE_JAVA_OPTIONS", COMPILER);
    tokens.forEach(token -> environment.putAll(token.environment()));
    return environment;
  }

  private static String ownUid() {
    return Command.run(List.of("id", "-u"), Map.of()).orFail().output().trim();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}

package io.sealbridge.integration.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.RestartPolicy;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.vault.VaultContainer;

/** One server of either product with raft storage, which unseals through whoever is "bridge". */
final class ServerContainer extends VaultContainer<ServerContainer> {
  static final int PORT = 8200;
  private static final Duration START = Duration.ofMinutes(2);

  // A port of our own: one that Docker draws changes with each restart.
  private final int port = Ports.free();
  private final Path folder;
  private Optional<String> rootToken = Optional.empty();

  ServerContainer(Product product, Network network, Owner owner, Path folder, Path configuration) {
    super(Docker.server(product));
    this.folder = folder;
    withNetwork(network);
    withCommand("server", "-config=" + configuration);
    withCreateContainerCmdModifier(command -> configure(command, owner));
    waitingFor(Wait.forHttp("/v1/sys/seal-status").forPort(PORT).withStartupTimeout(START));
  }

  private void configure(CreateContainerCmd command, Owner owner) {
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    host.withBinds(Bind.parse(folder + ":" + folder))
        .withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + PORT))
        // A server that starts while the bridge does not listen yet ends; whoever runs it starts it
        // again.
        .withRestartPolicy(RestartPolicy.unlessStoppedRestart());
    command.withUser(owner.user());
  }

  /** Makes the root key, sealed by the bridge. */
  void initialise() {
    try (JsonHttp http = http()) {
      JsonNode answer =
          http.put("/v1/sys/init", Map.of("recovery_shares", 1, "recovery_threshold", 1))
              .expect(200)
              .json();
      rootToken = Optional.of(answer.path("root_token").asText());
    }
    awaitUnsealed();
    try (JsonHttp http = http()) {
      http.put("/v1/sys/mounts/secret", Map.of("type", "kv")).expect(204);
    }
  }

  /** Ends the process and starts it again, in the same container. */
  void restart() {
    getDockerClient().restartContainerCmd(getContainerId()).exec();
  }

  void awaitUnsealed() {
    try (JsonHttp http = http()) {
      Eventually.until(
          "the server is unsealed; its log ends with\n" + ending(),
          START,
          () -> http.tryGet("/v1/sys/health").filter(answer -> answer.status() == 200).isPresent());
    }
  }

  private String ending() {
    List<String> lines = getLogs().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  void writeSecret(String name, String value) {
    try (JsonHttp http = http()) {
      http.put("/v1/secret/" + name, Map.of("value", value)).expect(204);
    }
  }

  String readSecret(String name) {
    try (JsonHttp http = http()) {
      return http.get("/v1/secret/" + name).expect(200).json().at("/data/value").asText();
    }
  }

  private JsonHttp http() {
    return new JsonHttp(URI.create("http://127.0.0.1:" + port), rootToken, Optional.empty());
  }
}

package io.sealbridge.integration.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.sealbridge.integration.hsm.SoftHsm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.DockerStatus;

/**
 * One replica of the bridge in the image for production, as docs/containers.md hardens it: nothing
 * of its file system can be written but the folder of the test, no capabilities, 256 MB.
 */
final class BridgeContainer extends GenericContainer<BridgeContainer> {
  static final int PORT = 8210;
  static final int MANAGEMENT_PORT = 8211;
  private static final long MEMORY = 256L << 20;
  private static final Duration START = Duration.ofMinutes(1);

  private final Path library = SoftHsm.library();
  private final List<Bind> binds = new ArrayList<>();
  private String user;

  BridgeContainer(
      DockerImageName image, String node, Network network, Owner owner, Path folder, Path config) {
    super(image);
    user = owner.user();
    binds.add(bind(folder, AccessMode.rw));
    binds.add(bind(library, AccessMode.ro));
    withNetwork(network);
    withNetworkAliases(node, "bridge");
    withExposedPorts(PORT, MANAGEMENT_PORT);
    withEnv("SEAL_BRIDGE_CONFIG", config.toString());
    withCreateContainerCmdModifier(this::harden);
    waitingFor(Wait.forHttp("/readyz").forPort(MANAGEMENT_PORT).withStartupTimeout(START));
  }

  private static Bind bind(Path path, AccessMode mode) {
    return new Bind(path.toString(), new Volume(path.toString()), mode);
  }

  private void harden(CreateContainerCmd command) {
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    host.withReadonlyRootfs(true)
        .withMemory(MEMORY)
        .withMemorySwap(MEMORY)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withBinds(binds);
    command.withUser(user);
  }

  /** Whoever the image did not expect. */
  BridgeContainer as(String otherUser) {
    user = otherUser;
    return this;
  }

  BridgeContainer withoutLibrary() {
    binds.removeIf(bind -> bind.getPath().equals(library.toString()));
    return this;
  }

  /** Is up once it listens, ready or not. */
  BridgeContainer notReady() {
    return waitingFor(Wait.forHttp("/livez").forPort(MANAGEMENT_PORT).withStartupTimeout(START));
  }

  /** Runs one command to its end, in a container of its own; the result has its output. */
  Outcome run(String... command) {
    withCommand(command);
    withStartupCheckStrategy(new Ended());
    waitingFor(new Nothing());
    try (this) {
      start();
      return new Outcome(
          Objects.requireNonNull(getCurrentContainerInfo().getState().getExitCodeLong()),
          getLogs());
    }
  }

  /** How a container ended. */
  record Outcome(long exitCode, String output) {
    Outcome orFail() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + ":\n" + output);
      }
      return this;
    }
  }

  /** Nothing more is to be waited for. */
  private static final class Nothing extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }

  /** Content with any end. */
  private static final class Ended extends StartupCheckStrategy {
    @Override
    public StartupStatus checkStartupState(DockerClient client, String id) {
      return DockerStatus.isContainerStopped(getCurrentState(client, id))
          ? StartupStatus.SUCCESSFUL
          : StartupStatus.NOT_YET_KNOWN;
    }
  }
}

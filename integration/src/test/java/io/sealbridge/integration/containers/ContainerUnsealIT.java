package io.sealbridge.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.Scene;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.Product;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/** A server in a container unseals itself through a bridge in a container. */
class ContainerUnsealIT {
  @RegisterExtension final Scene scene = new Scene();
  private Containers containers;

  @BeforeEach
  void makeANetwork() {
    containers = new Containers(scene);
  }

  @ParameterizedTest
  @EnumSource
  void unsealsItselfAfterEitherWasRestarted(Product product) {
    // given
    BridgeContainer bridge = containers.readyBridge("bridge-1");
    ServerContainer server = containers.unsealedServer(product);

    // when
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");

    // when
    bridge.getDockerClient().restartContainerCmd(bridge.getContainerId()).exec();
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void keepsServingWhileTheBridgeIsReplacedByANewerBuild(Product product) {
    // given
    BridgeContainer old = containers.readyBridge("bridge-1");
    ServerContainer server = containers.unsealedServer(product);

    // when
    old.stop();
    server.writeSecret("meanwhile", "written");
    BridgeContainer newer = containers.bridge("bridge-1", newerBuild());
    newer.start();

    // then
    assertThat(newer.getDockerImageName()).isNotEqualTo(old.getDockerImageName());
    assertThat(server.readSecret("meanwhile")).isEqualTo("written");

    // when
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
    assertThat(server.readSecret("meanwhile")).isEqualTo("written");
  }

  @ParameterizedTest
  @EnumSource
  void unsealsThroughTheOtherOfTwoBridgesWhenOneIsKilled(Product product) {
    // given
    BridgeContainer first = containers.readyBridge("bridge-1");
    BridgeContainer second = containers.bridge("bridge-2");
    second.start();
    ServerContainer server = containers.unsealedServer(product);

    for (BridgeContainer killed : List.of(first, second)) {
      // when
      killed.getDockerClient().killContainerCmd(killed.getContainerId()).exec();
      server.restart();
      server.awaitUnsealed();

      // then
      assertThat(server.readSecret("before")).isEqualTo("kept");
      killed.getDockerClient().startContainerCmd(killed.getContainerId()).exec();
      awaitReady(killed);
    }
  }

  private static void awaitReady(BridgeContainer bridge) {
    Eventually.until(
        "the bridge is ready again",
        Duration.ofMinutes(1),
        () -> Docker.run("exec", bridge.getContainerId(), "seal-bridge", "health").exitCode() == 0);
  }

  /** The same program as another image, as the next release would come. */
  private static DockerImageName newerBuild() {
    String name =
        new ImageFromDockerfile()
            .withDockerfileFromBuilder(
                file ->
                    file.from(Docker.bridge().asCanonicalNameString())
                        .label("org.opencontainers.image.version", "newer")
                        .build())
            .get();
    return DockerImageName.parse(name);
  }
}

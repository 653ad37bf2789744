package io.sealbridge.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.Scene;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with containers, and what the person who started one is told. */
class ContainerFaultsIT {
  private static final int USAGE = 2;
  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension final Scene scene = new Scene();
  private Containers containers;

  @BeforeEach
  void makeANetwork() {
    containers = new Containers(scene);
  }

  @Test
  void anotherUserIsToldWhichFileItMayNotRead() {
    // when
    BridgeContainer.Outcome outcome = containers.bridge("bridge-1").as("4242:4242").run("serve");

    // then
    assertThat(outcome.exitCode()).isEqualTo(USAGE);
    assertThat(outcome.output()).contains("bridge.yaml", "permission denied to user id 4242");
  }

  @Test
  void aDataDirectoryThatIsNoVolumeCannotBeWritten() throws IOException {
    // given
    BridgeContainer bridge = containers.bridge("bridge-1");
    change("dataDirectory: data", "dataDirectory: /var/lib/seal-bridge");

    // when
    BridgeContainer.Outcome outcome = bridge.run("serve");

    // then
    assertThat(outcome.exitCode()).isEqualTo(USAGE);
    assertThat(outcome.output()).contains("/var/lib/seal-bridge", "Read-only file system");
  }

  @Test
  void aMissingPinFileIsNamedAndTheBridgeStays() throws IOException {
    // given
    BridgeContainer bridge = containers.bridge("bridge-1").notReady();
    Files.delete(containers.token().pinFile());

    // when
    bridge.start();

    // then
    CommandResult health = healthSaying(bridge, "pin");
    assertThat(health.output()).contains("not ready", containers.token().pinFile().toString());
  }

  @Test
  void aPinFileOfRootThatTheGroupReadsIsTakenAsKubernetesMountsIt() throws IOException {
    // given
    BridgeContainer bridge = containers.bridge("bridge-1");
    Path pin = containers.token().pinFile();
    Files.setAttribute(pin, "unix:gid", Math.toIntExact(containers.owner().id()));
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("r--r-----"));

    // then its own file may not be open to its group, root's may
    assertThat(bridge.run("keys", "create", Containers.KEY).output()).contains("open to others");
    Files.setAttribute(pin, "unix:uid", 0);
    BridgeContainer.Outcome outcome = bridge.run("keys", "create", Containers.KEY);
    assertThat(outcome.orFail().output()).contains("ACCEPTED");
  }

  @Test
  void aMissingLibraryIsNamedAndTheBridgeStays() {
    // given
    BridgeContainer bridge = containers.bridge("bridge-1").withoutLibrary().notReady();

    // when
    bridge.start();

    // then
    CommandResult health = healthSaying(bridge, "libsofthsm2.so");
    assertThat(health.output()).contains("not ready");
    assertThat(bridge.getLogs()).contains("libsofthsm2.so");
  }

  @Test
  void aReadyBridgeAndACommandBesideItHaveRoomIn256Megabytes() {
    // given
    BridgeContainer bridge = containers.readyBridge("bridge-1");

    // when
    CommandResult keys = Docker.run("exec", bridge.getContainerId(), "seal-bridge", "keys", "list");

    // then
    assertThat(keys.orFail().output()).contains(Containers.KEY);
    assertThat(inspect(bridge, "{{.HostConfig.Memory}}")).isEqualTo("268435456");
    assertThat(inspect(bridge, "{{.State.OOMKilled}} {{.RestartCount}}")).isEqualTo("false 0");
    assertThat(Docker.run("exec", bridge.getContainerId(), "seal-bridge", "health").output())
        .isEqualTo("ready\n");
  }

  @Test
  void thereIsNoShellAndNoPackageManager() {
    // given
    BridgeContainer bridge = containers.readyBridge("bridge-1");

    // then
    for (String program : new String[] {"sh", "bash", "busybox", "apt-get", "dpkg", "/bin/sh"}) {
      assertThat(Docker.run("exec", bridge.getContainerId(), program).output())
          .as(program)
          .containsAnyOf("executable file not found", "no such file or directory");
    }
  }

  private void change(String from, String to) throws IOException {
    Path file = scene.folder().resolve("bridge-1/bridge.yaml");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    PrivateFiles.write(file, text.replace(from, to));
    containers.owner().takes(scene.folder());
  }

  /** What its own health check says, once it says this much. */
  private static CommandResult healthSaying(BridgeContainer bridge, String text) {
    CommandResult[] last = {new CommandResult(0, "")};
    Eventually.until(
        "the health check names " + text,
        SOON,
        () -> {
          last[0] = Docker.run("exec", bridge.getContainerId(), "seal-bridge", "health");
          return last[0].output().contains(text);
        });
    assertThat(last[0].exitCode()).isOne();
    return last[0];
  }

  private static String inspect(BridgeContainer bridge, String format) {
    return Docker.run("inspect", "--format", format, bridge.getContainerId())
        .orFail()
        .output()
        .strip();
  }
}

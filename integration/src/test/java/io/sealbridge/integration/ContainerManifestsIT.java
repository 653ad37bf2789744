package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real API server takes the manifests of docs/containers.md, and the bridge what they carry. */
class ContainerManifestsIT {
  private static final Path FILE =
      Repository.root().resolve("docs/examples/containers/kubernetes.yaml");

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void theApiServerTakesThemAndWarnsOfNothing() {
    // when
    CommandResult taken =
        kubectl("apply", "--server-side", "--validate=strict", "--filename=" + FILE).orFail();

    // then
    assertThat(taken.output()).contains("statefulset.apps/seal-bridge serverside-applied");
    assertThat(taken.output()).doesNotContainIgnoringCase("warning");
  }

  @Test
  void aPodThatMayDoMoreIsWarnedOf() throws IOException {
    // given
    String text = Files.readString(FILE).replace("runAsNonRoot: true", "runAsNonRoot: false");
    Path changed = PrivateFiles.write(scene.folder().resolve("changed.yaml"), text);

    // when
    CommandResult taken = kubectl("apply", "--server-side", "--filename=" + changed).orFail();

    // then
    assertThat(taken.output()).contains("Warning", "runAsNonRoot");
  }

  @Test
  void theBridgeTakesTheConfigurationThatTheyCarry() throws IOException {
    // given
    kubectl("apply", "--server-side", "--filename=" + FILE).orFail();
    JsonNode map =
        new ObjectMapper()
            .readTree(
                kubectl("get", "configmap/seal-bridge", "-n", "seal-bridge", "-o", "json")
                    .orFail()
                    .output());
    Path configuration =
        PrivateFiles.write(
            scene.folder().resolve("bridge.yaml"), map.at("/data/bridge.yaml").asText());

    // then
    Command.run(
            List.of(
                Repository.launcher().toString(),
                "access",
                "check",
                "--config",
                configuration.toString()),
            Map.of("JAVA_HOME", System.getProperty("java.home")))
        .orFail();
  }

  private CommandResult kubectl(String... arguments) {
    return new Rendered(scene.folder()).kubectl(CLUSTER.api(), arguments);
  }
}

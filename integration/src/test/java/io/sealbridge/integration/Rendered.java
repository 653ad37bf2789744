package io.sealbridge.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A description of access in a folder, and what the packaged command makes of it. */
record Rendered(Path folder) {

  /** Writes the description. */
  static Rendered describe(Path folder, String access) {
    PrivateFiles.write(folder.resolve("access.yaml"), access);
    return new Rendered(folder);
  }

  /** Runs a command for the description to its end. */
  CommandResult setup(String... arguments) {
    return new AccessTool(folder).run(arguments);
  }

  /** All manifests as one stream. */
  String stream() {
    return setup("render").orFail().output();
  }

  /** A file of the ConfigMap with the configuration of Vault's own side. */
  String sealFile(String name) {
    try {
      return new YAMLMapper()
              .readerFor(JsonNode.class)
              .<JsonNode>readValues(setup("render", "--only", "ConfigMap").orFail().output())
              .readAll()
              .stream()
              .filter(map -> map.at("/metadata/name").asText().equals("seal-bridge"))
              .map(map -> map.path("data").path(name).asText())
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs kubectl as the administrator to its end. */
  CommandResult kubectl(KubernetesApi api, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Repository.kubernetes("kubectl").toString(),
                "--kubeconfig=" + api.kubeconfig(ClusterUser.ADMIN),
                "--cache-dir=" + folder.resolve("kubectl")));
    command.addAll(List.of(arguments));
    return Command.run(command, Map.of());
  }
}

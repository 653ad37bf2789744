package io.sealbridge.integration.containers;

import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.Product;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.utility.DockerImageName;

/** The daemon that the tests use, and the images that scripts/images has built in it. */
final class Docker {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Docker() {}

  /**
   * Looks whether a daemon answers, and lets Testcontainers speak the version of its API, which it
   * doesn't find out by itself.
   */
  static void prepare() {
    CommandResult version = run("version", "--format", "{{.Server.APIVersion}}");
    if (version.exitCode() != 0) {
      throw new AssertionError(
          "no Docker daemon answers; scripts/test starts one, or set DOCKER_HOST: "
              + version.output());
    }
    System.setProperty("api.version", version.output().strip());
  }

  /** Runs Docker's command line. */
  static CommandResult run(String... arguments) {
    List<String> command = Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
    return Command.run(command, environment(), LIMIT);
  }

  /** What says where the daemon is. */
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT")) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> environment.put(name, value));
    }
    return environment;
  }

  static DockerImageName bridge() {
    return named("seal-bridge");
  }

  /** One of our own images, of this build. */
  static DockerImageName named(String name) {
    return present(name + ":" + version());
  }

  static DockerImageName server(Product product) {
    String name = product.toString().toLowerCase(Locale.ROOT);
    String tag = product.version();
    return present("seal-bridge-test/" + name + ":" + tag)
        .asCompatibleSubstituteFor("hashicorp/vault");
  }

  private static String version() {
    return Optional.ofNullable(System.getProperty("seal-bridge.version"))
        .orElseThrow(() -> new AssertionError("-Dseal-bridge.version is not set; Maven does"));
  }

  private static DockerImageName present(String image) {
    if (run("image", "inspect", image).exitCode() != 0) {
      throw new AssertionError(image + " is missing; run scripts/images servers");
    }
    return DockerImageName.parse(image);
  }
}

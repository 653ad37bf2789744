package io.sealbridge.k8sauth.desired;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ConsumerSection;
import io.sealbridge.k8sauth.access.PathSection;
import io.sealbridge.k8sauth.access.PolicySection;
import io.sealbridge.k8sauth.vault.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts of policies. */
final class Policies {
  private Policies() {}

  static Wanted of(PolicySection policy) {
    String text =
        policy
            .rules()
            .or(() -> policy.file().map(Policies::read))
            .orElseGet(() -> text(policy.paths()));
    return wanted(policy.name(), text);
  }

  /** What {@code consumer} reads, and nothing else. */
  static Wanted of(AccessDescription description, ConsumerSection consumer) {
    List<PathSection> paths =
        consumer.secrets().stream()
            .map(secret -> new PathSection(SecretPaths.of(description, secret), List.of("read")))
            .toList();
    return wanted(consumer.name(), text(paths));
  }

  private static Wanted wanted(String name, String text) {
    return new Wanted(new Place.Policy(name), Map.of("policy", text));
  }

  private static String text(List<PathSection> paths) {
    return paths.stream().map(Policies::rule).collect(Collectors.joining("\n"));
  }

  private static String rule(PathSection path) {
    String capabilities =
        path.capabilities().stream()
            .map(capability -> "\"" + capability + "\"")
            .collect(Collectors.joining(", "));
    return "path \"%s\" {\n  capabilities = [%s]\n}\n".formatted(path.path(), capabilities);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          "the file of a policy, " + file + ", cannot be read: " + e, e);
    }
  }
}

package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An ACL policy: its text, the file of its text, or paths with what is allowed on them. */
public record PolicySection(
    @Setting("Its name.") String name,
    @Setting("Its text, in HCL.") Optional<String> rules,
    @Setting("The file of its text.") Optional<Path> file,
    @Setting("What it allows, path by path.") List<PathSection> paths) {

  /** Made by the server; nobody's to write. */
  public static final Set<String> BUILT_IN =
      Set.of("root", "default", "default-ceiling", "response-wrapping");

  public PolicySection {
    Names.require("name", name);
    paths = List.copyOf(paths);
    if (BUILT_IN.contains(name)) {
      throw new IllegalArgumentException(
          "name must not be that of a policy of Vault's own (" + name + ")");
    }
    long given =
        Stream.of(rules.isPresent(), file.isPresent(), !paths.isEmpty()).filter(is -> is).count();
    if (given != 1) {
      throw new IllegalArgumentException(
          "policy " + name + " must have one of rules, file and paths, has " + given);
    }
  }
}

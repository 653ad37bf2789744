package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.network.NetworkPolicies;
import io.sealbridge.k8sauth.objects.NeededObjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is rendered for a cluster. Equal files give equal bytes.
 *
 * @param objects each once, in the order in which they are to be made
 * @param configuration of a Vault that runs in none of the clusters; otherwise it is an object
 */
public record Rendering(List<HasMetadata> objects, List<ManifestFile> configuration) {
  /** Whoever makes further manifests adds a source here. */
  private static final List<ManifestSource> SOURCES =
      List.of(
          scope -> NeededObjects.of(scope.description(), scope.cluster()),
          ConsumerManifests::of,
          SealManifests::of,
          scope -> NetworkPolicies.of(scope.description(), scope.cluster()));

  public Rendering {
    objects = List.copyOf(objects);
    configuration = List.copyOf(configuration);
  }

  /**
   * Renders.
   *
   * @throws ConfigurationException if two different objects would have the same name
   */
  public static Rendering of(Scope scope) {
    Map<String, HasMetadata> objects = new LinkedHashMap<>();
    for (ManifestSource source : SOURCES) {
      for (HasMetadata object : source.objects(scope)) {
        HasMetadata other = objects.putIfAbsent(ManifestFile.of(object).name(), object);
        if (other != null && !YamlText.of(other).equals(YamlText.of(object))) {
          throw new ConfigurationException(
              "two consumers need a %s %s in %s, each another one: give one of them another name"
                  .formatted(
                      object.getKind(),
                      object.getMetadata().getName(),
                      object.getMetadata().getNamespace()));
        }
      }
    }
    return new Rendering(
        List.copyOf(objects.values()), scope.vaultRunsHere() ? List.of() : configuration(scope));
  }

  private static List<ManifestFile> configuration(Scope scope) {
    return SealFiles.of(scope).entrySet().stream()
        .map(file -> ManifestFile.marked(file.getKey(), file.getValue()))
        .toList();
  }

  /** What kinds of objects there are, in the order of the alphabet. */
  public Set<String> kinds() {
    return objects.stream()
        .map(HasMetadata::getKind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The objects of these kinds alone. */
  public Rendering only(Predicate<String> kind) {
    return new Rendering(
        objects.stream().filter(object -> kind.test(object.getKind())).toList(), List.of());
  }

  /** All objects as one stream of YAML documents. */
  public String stream() {
    return objects.stream().map(YamlText::of).collect(Collectors.joining("---\n"));
  }

  /** A file for each object, and those of Vault's configuration. */
  public List<ManifestFile> files() {
    return Stream.concat(objects.stream().map(ManifestFile::of), configuration.stream()).toList();
  }

  /** The same, and a file that makes a base for kustomize of them. */
  public List<ManifestFile> kustomizeBase() {
    Map<String, Object> base = new TreeMap<>();
    base.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
    base.put("kind", "Kustomization");
    base.put("resources", objects.stream().map(ManifestFile::of).map(ManifestFile::name).toList());
    return Stream.concat(
            files().stream(),
            Stream.of(ManifestFile.marked("kustomization.yaml", YamlText.of(base))))
        .toList();
  }
}

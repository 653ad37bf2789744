package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.NoSecrets;
import io.sealbridge.configuration.YamlNode;
import io.sealbridge.configuration.YamlReader;
import io.sealbridge.k8sauth.bankvaults.AuthMount;
import io.sealbridge.k8sauth.bankvaults.BankVaultsFile;
import io.sealbridge.k8sauth.bankvaults.Imported;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Adds what files in bank-vaults' format say to the document that names them. */
final class BankVaultsParts {
  private final Path file;
  private final YamlNode.Mapping document;
  private final Map<YamlNode.Key, YamlNode> entries;

  private BankVaultsParts(Path file, YamlNode.Mapping document) {
    this.file = file;
    this.document = document;
    this.entries = new LinkedHashMap<>(document.entries());
  }

  /** {@code document}, with the parts of the files that its {@code bankVaults} lists. */
  static YamlNode.Mapping added(
      Path file, YamlNode.Mapping document, Function<Path, byte[]> contents) {
    List<YamlNode> names = items(document, "bankVaults");
    if (names.isEmpty()) {
      return document;
    }
    BankVaultsParts parts = new BankVaultsParts(file, document);
    List<AuthMount> mounts = parts.mounts();
    for (YamlNode item : names) {
      // Anything but a word is refused when the whole document is bound.
      if (item instanceof YamlNode.Scalar name && !name.text().isBlank()) {
        Path other = file.resolveSibling(name.text()).normalize();
        YamlNode.Mapping read = YamlReader.read(other, contents.apply(other));
        NoSecrets.check(other, read, "vault.login.tokenFile");
        parts.add(other, BankVaultsFile.read(other, read, mounts));
      }
    }
    return new YamlNode.Mapping(document.line(), parts.entries);
  }

  /** Each part is bound once alone, so that what is wrong in it is said with its own line. */
  private void add(Path other, Imported imported) {
    add(other, "secretEngines", SecretEngineSection.class, imported.secretEngines());
    add(other, "policies", PolicySection.class, imported.policies());
    add(other, "roles", RoleSection.class, imported.roles());
  }

  private void add(
      Path other, String list, Class<? extends Record> type, List<YamlNode.Mapping> parts) {
    if (parts.isEmpty()) {
      return;
    }
    parts.forEach(part -> AccessFile.binder(other).bind(type, part));
    YamlNode.Key key = new YamlNode.Key(document.line(), list);
    YamlNode here = entries.get(key);
    if (here != null && !(here instanceof YamlNode.Sequence)) {
      return;
    }
    List<YamlNode> all = new ArrayList<>();
    if (here instanceof YamlNode.Sequence sequence) {
      all.addAll(sequence.items());
    }
    all.addAll(parts);
    entries.put(key, new YamlNode.Sequence(document.line(), all));
  }

  private List<AuthMount> mounts() {
    List<YamlNode> clusters = items(document, "clusters");
    List<AuthMount> mounts = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      if (clusters.get(i) instanceof YamlNode.Mapping mapping) {
        ClusterSection section =
            AccessFile.binder(file).bind(ClusterSection.class, mapping, "clusters[" + i + "]");
        mounts.add(
            new AuthMount(
                section.name(),
                section.mount(),
                section.setup().isJwt(),
                section.apiServer().map(Object::toString),
                clusters.size() == 1));
      }
    }
    return mounts;
  }

  private static List<YamlNode> items(YamlNode.Mapping document, String list) {
    return Optional.ofNullable(document.entries().get(new YamlNode.Key(0, list)))
        .filter(YamlNode.Sequence.class::isInstance)
        .map(node -> ((YamlNode.Sequence) node).items())
        .orElseGet(List::of);
  }
}

package io.sealbridge.k8sauth.vault;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where in a cluster an object is that this tool may make.
 *
 * @param cluster its name in the description of access
 * @param namespace none for objects of the whole cluster
 */
public record ClusterPlace(String cluster, Kind kind, Optional<String> namespace, String name)
    implements Recorded {
  private static final String ROOT = "clusters";

  /** The kinds that this tool makes, and no others. */
  public enum Kind {
    SERVICE_ACCOUNT("ServiceAccount"),
    SECRET("Secret"),
    CLUSTER_ROLE("ClusterRole"),
    CLUSTER_ROLE_BINDING("ClusterRoleBinding");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As in a manifest. */
    public String word() {
      return word;
    }

    /** The kind of that word, if this tool makes such objects. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  static Optional<ClusterPlace> parse(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length < 4 || parts.length > 5 || !parts[0].equals(ROOT)) {
      return Optional.empty();
    }
    Optional<String> namespace = parts.length == 5 ? Optional.of(parts[3]) : Optional.empty();
    String name = parts[parts.length - 1];
    return Kind.of(parts[2]).map(kind -> new ClusterPlace(parts[1], kind, namespace, name));
  }

  @Override
  public String path() {
    return String.join("/", ROOT, cluster, kind.word(), slashed());
  }

  @Override
  public String title() {
    return kind.word() + " " + slashed() + " of cluster " + cluster;
  }

  private String slashed() {
    return namespace.map(space -> space + "/" + name).orElse(name);
  }
}

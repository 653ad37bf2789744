package io.sealbridge.k8sauth.verify;

/** What checks are about. */
public sealed interface Subject {

  /** The name of the cluster in the file. */
  String cluster();

  /** A cluster and its auth method. */
  record OfCluster(String cluster, String mount, String setup) implements Subject {}

  /** A role of the auth method at {@code mount}. */
  record OfRole(String cluster, String mount, String role) implements Subject {}

  /** For a person. */
  default String title() {
    return switch (this) {
      case OfCluster of ->
          "cluster " + of.cluster() + " (" + of.setup() + " at " + of.mount() + "/)";
      case OfRole of -> "role " + of.role() + " of " + of.mount() + "/";
    };
  }
}

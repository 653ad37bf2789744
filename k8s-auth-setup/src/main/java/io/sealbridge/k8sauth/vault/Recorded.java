package io.sealbridge.k8sauth.vault;

import java.util.Optional;

/** What an inventory can list: a place in Vault or an object of a cluster. */
public sealed interface Recorded permits Place, ClusterPlace {

  /** Its name in an inventory, and in plans for programs; no two have the same. */
  String path();

  /** For a person: what it is and which one. */
  String title();

  /** What has that path, or nothing if no place or object has. */
  static Optional<Recorded> parse(String path) {
    return PlacePath.parse(path)
        .<Recorded>map(place -> place)
        .or(() -> ClusterPlace.parse(path).map(object -> object));
  }
}

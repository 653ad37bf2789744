package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * What an owner's inventory says.
 *
 * @param objects what the tool made or was about to make, oldest first
 * @param reviewerTokens the SHA-256 of the reviewer's token that was written, by auth mount
 */
public record InventoryContents(List<Recorded> objects, Map<String, String> reviewerTokens) {
  /** The first version knew places in Vault only; what it wrote is read as it is. */
  private static final int FIRST = 1;

  private static final int VERSION = 2;

  /** OpenBao takes no document with more than 1,000 texts, so each text has the paths of many. */
  private static final int IN_ONE_TEXT = 500;

  public InventoryContents {
    objects = List.copyOf(objects);
    reviewerTokens = Map.copyOf(reviewerTokens);
  }

  static InventoryContents empty() {
    return new InventoryContents(List.of(), Map.of());
  }

  /** Those in Vault. */
  public Stream<Place> places() {
    return objects.stream().filter(Place.class::isInstance).map(Place.class::cast);
  }

  /** Those in {@code cluster}. */
  public Stream<ClusterPlace> placesIn(String cluster) {
    return clusterPlaces().filter(place -> place.cluster().equals(cluster));
  }

  /** Those in any cluster. */
  public Stream<ClusterPlace> clusterPlaces() {
    return objects.stream().filter(ClusterPlace.class::isInstance).map(ClusterPlace.class::cast);
  }

  InventoryContents with(List<? extends Recorded> more) {
    SequencedSet<Recorded> all = new LinkedHashSet<>(objects);
    all.addAll(more);
    return new InventoryContents(List.copyOf(all), reviewerTokens);
  }

  InventoryContents without(List<? extends Recorded> gone) {
    return new InventoryContents(
        objects.stream().filter(place -> !gone.contains(place)).toList(), reviewerTokens);
  }

  InventoryContents withReviewerToken(String mount, String sha256) {
    Map<String, String> all = new TreeMap<>(reviewerTokens);
    all.put(mount, sha256);
    return new InventoryContents(objects, all);
  }

  Map<String, Object> json(Owner owner) {
    return Map.of(
        "version",
        VERSION,
        "owner",
        owner.name(),
        "objects",
        objects.stream()
            .map(Recorded::path)
            .gather(Gatherers.windowFixed(IN_ONE_TEXT))
            .map(paths -> String.join("\n", paths))
            .toList(),
        "reviewerTokens",
        reviewerTokens);
  }

  /**
   * @throws IllegalArgumentException if it is another owner's, another version's or has an object
   *     that is no place and no object of a cluster
   */
  static InventoryContents parse(Owner owner, JsonNode data) {
    int version = data.path("version").asInt();
    require(version >= FIRST && version <= VERSION, "version is " + data.path("version"));
    require(data.path("owner").asText().equals(owner.name()), "owner is " + data.path("owner"));
    List<Recorded> objects =
        data.path("objects")
            .valueStream()
            .flatMap(paths -> paths.asText().lines())
            .map(InventoryContents::recorded)
            .toList();
    Map<String, String> tokens = new TreeMap<>();
    data.path("reviewerTokens")
        .properties()
        .forEach(entry -> tokens.put(entry.getKey(), entry.getValue().asText()));
    return new InventoryContents(objects, tokens);
  }

  private static Recorded recorded(String path) {
    return Recorded.parse(path)
        .orElseThrow(() -> new IllegalArgumentException("an object is " + path));
  }

  private static void require(boolean condition, String seen) {
    if (!condition) {
      throw new IllegalArgumentException(seen);
    }
  }
}

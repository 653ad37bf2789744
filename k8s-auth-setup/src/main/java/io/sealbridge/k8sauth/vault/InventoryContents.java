package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;

/**
 * What an owner's inventory says.
 *
 * @param objects what the tool made or was about to make, oldest first
 * @param reviewerTokens the SHA-256 of the reviewer's token that was written, by auth mount
 */
public record InventoryContents(List<Place> objects, Map<String, String> reviewerTokens) {
  private static final int VERSION = 1;

  public InventoryContents {
    objects = List.copyOf(objects);
    reviewerTokens = Map.copyOf(reviewerTokens);
  }

  static InventoryContents empty() {
    return new InventoryContents(List.of(), Map.of());
  }

  InventoryContents with(List<Place> more) {
    SequencedSet<Place> all = new LinkedHashSet<>(objects);
    all.addAll(more);
    return new InventoryContents(List.copyOf(all), reviewerTokens);
  }

  InventoryContents without(List<Place> gone) {
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
        objects.stream().map(Place::path).toList(),
        "reviewerTokens",
        reviewerTokens);
  }

  /**
   * @throws IllegalArgumentException if it is another owner's, another version's or has an object
   *     that is no place
   */
  static InventoryContents parse(Owner owner, JsonNode data) {
    require(data.path("version").asInt() == VERSION, "version is " + data.path("version"));
    require(data.path("owner").asText().equals(owner.name()), "owner is " + data.path("owner"));
    List<Place> objects =
        data.path("objects").valueStream().map(path -> place(path.asText())).toList();
    Map<String, String> tokens = new TreeMap<>();
    data.path("reviewerTokens")
        .properties()
        .forEach(entry -> tokens.put(entry.getKey(), entry.getValue().asText()));
    return new InventoryContents(objects, tokens);
  }

  private static Place place(String path) {
    return PlacePath.parse(path)
        .orElseThrow(() -> new IllegalArgumentException("an object is " + path));
  }

  private static void require(boolean condition, String seen) {
    if (!condition) {
      throw new IllegalArgumentException(seen);
    }
  }
}

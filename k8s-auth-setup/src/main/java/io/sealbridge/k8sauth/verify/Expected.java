package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.apply.Situation;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.FieldChange;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Vault has, and where that differs from the file. */
final class Expected {
  private static final int LONGEST_VALUE = 60;

  private final Situation situation;
  private final Map<Place, Change.InVault> changes = new HashMap<>();
  private final Map<String, String> policies = new HashMap<>();

  Expected(Situation situation, Plan plan) {
    this.situation = situation;
    plan.inVault().forEach(change -> changes.put(change.place(), change));
    for (Wanted wanted : situation.wanted()) {
      if (wanted.place() instanceof Place.Policy policy) {
        policies.put(policy.name(), String.valueOf(wanted.fields().get("policy")));
      }
    }
  }

  Optional<SeenRole> role(Place.Role place) {
    return situation.seen().get(place) instanceof Seen.Present present
        ? Optional.of(SeenRole.of(present.data()))
        : Optional.empty();
  }

  Optional<SeenConfig> config(String mount) {
    return situation.seen().get(new Place.AuthConfig(mount)) instanceof Seen.Present present
        ? Optional.of(SeenConfig.of(present.data()))
        : Optional.empty();
  }

  /** The text that the file gives a policy; nothing if it does not make that policy. */
  Optional<String> policyText(String name) {
    return Optional.ofNullable(policies.get(name));
  }

  /** Whether {@code place} is as the file says. */
  Check check(String id, Place place) {
    return switch (changes.get(place)) {
      case null -> Check.ok(id, place.title() + " is as the file says");
      case Change.Create _ -> Check.finding(id, place.title() + " is not in Vault; run apply");
      case Change.Delete _ -> Check.finding(id, place.title() + " is not in the file");
      case Change.Update update ->
          Check.finding(
              id,
              "%s differs from the file: %s; run plan to see it whole, and apply to repair it"
                  .formatted(place.title(), shown(update.fields())));
    };
  }

  /** What {@code cluster} lacks, or has otherwise than the file says. */
  List<Check> objects(String cluster) {
    List<Check> findings =
        situation.inClusters().stream()
            .filter(change -> change.place().cluster().equals(cluster))
            .map(Expected::object)
            .toList();
    return findings.isEmpty()
        ? List.of(Check.ok("objects", "the cluster has every object that the file asks for"))
        : findings;
  }

  private static Check object(Change.InCluster change) {
    String title = change.place().title();
    return switch (change) {
      case Change.CreateObject _ -> Check.finding("objects", title + " is not there; run apply");
      case Change.UpdateObject update ->
          Check.finding(
              "objects",
              "%s differs from the file: %s; run apply to repair it"
                  .formatted(title, shown(update.fields())));
      case Change.DeleteObject _ -> Check.finding("objects", title + " is not in the file");
    };
  }

  private static String shown(List<FieldChange> fields) {
    return fields.stream().map(Expected::shown).collect(Collectors.joining(", "));
  }

  private static String shown(FieldChange field) {
    String values = field.before() + " instead of " + field.after();
    return values.length() > LONGEST_VALUE || values.contains("\n")
        ? field.field()
        : field.field() + " (" + values + ")";
  }
}

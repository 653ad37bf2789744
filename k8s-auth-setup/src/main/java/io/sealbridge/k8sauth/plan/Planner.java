package io.sealbridge.k8sauth.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.k8sauth.desired.HiddenText;
import io.sealbridge.k8sauth.desired.KnownAfterApply;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares what is wanted with what was seen. Pure: asks nobody, changes nothing. */
public final class Planner {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Place, Seen> seen;
  private final Map<Place, String> hiddenSent;

  /**
   * Compares with these.
   *
   * @param seen what the server has; a place that is missing here counts as empty
   * @param hiddenSent the digests of the hidden texts that this tool sent to a place before: the
   *     server does not show them
   */
  public Planner(Map<Place, Seen> seen, Map<Place, String> hiddenSent) {
    this.seen = Map.copyOf(seen);
    this.hiddenSent = Map.copyOf(hiddenSent);
  }

  /**
   * What to do for {@code wanted}, in its order; then, what of {@code prunable} nobody wants.
   *
   * @throws PlanException if something of another type is at the place of a mount
   */
  public Plan plan(List<Wanted> wanted, Collection<Place> prunable) {
    List<Change> changes = new ArrayList<>();
    Set<Place> places = new HashSet<>();
    for (Wanted object : wanted) {
      places.add(object.place());
      change(object).ifPresent(changes::add);
    }
    prunable.stream()
        .filter(place -> !places.contains(place) && isPresent(place))
        .sorted(Planner::lastMadeFirst)
        .map(Change.Delete::new)
        .forEach(changes::add);
    return new Plan(changes);
  }

  private boolean isPresent(Place place) {
    return seen.getOrDefault(place, new Seen.Absent()) instanceof Seen.Present;
  }

  /** Roles before the policies that they name. */
  private static int lastMadeFirst(Place left, Place right) {
    int byRank = Integer.compare(rank(left), rank(right));
    return byRank != 0 ? byRank : left.path().compareTo(right.path());
  }

  private static int rank(Place place) {
    return switch (place) {
      case Place.Role _ -> 0;
      case Place.Policy _ -> 1;
      case Place.AuthConfig _ -> 2;
      case Place.AuthMethod _ -> 3;
      case Place.SecretEngine _ -> 4;
    };
  }

  private Optional<Change> change(Wanted wanted) {
    return switch (seen.getOrDefault(wanted.place(), new Seen.Absent())) {
      case Seen.Absent _ -> Optional.of(new Change.Create(wanted));
      case Seen.Present present -> update(wanted, present);
    };
  }

  private Optional<Change> update(Wanted wanted, Seen.Present present) {
    return switch (wanted.place()) {
      case Place.SecretEngine _, Place.AuthMethod _ -> {
        Mounts.check(wanted, present.data());
        yield Optional.empty();
      }
      case Place.AuthConfig _, Place.Policy _, Place.Role _ -> {
        List<FieldChange> fields = differences(wanted, present.data());
        yield fields.isEmpty()
            ? Optional.empty()
            : Optional.of(new Change.Update(wanted, present, fields));
      }
    };
  }

  private List<FieldChange> differences(Wanted wanted, JsonNode data) {
    List<FieldChange> changes = new ArrayList<>();
    wanted
        .fields()
        .forEach(
            (field, value) -> {
              Optional<FieldChange> change =
                  switch (value) {
                    case HiddenText hidden -> hidden(wanted.place(), field, hidden, data);
                    case KnownAfterApply later -> Optional.of(later(field, later, data));
                    default -> shown(field, value, data);
                  };
              change.ifPresent(changes::add);
            });
    return changes;
  }

  private static FieldChange later(String field, KnownAfterApply value, JsonNode data) {
    boolean set = data.path(field + "_set").asBoolean() || !data.path(field).asText().isEmpty();
    return new FieldChange(field, set ? "(set)" : "(not set)", value.toString());
  }

  private static Optional<FieldChange> shown(String field, Object value, JsonNode data) {
    FieldKind kind = FieldKinds.of(field);
    String before = kind.canonical(data.path(field));
    String after = kind.canonical(JSON.valueToTree(value));
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(new FieldChange(field, before, after));
  }

  /** The server tells only whether there is one; which one it is, this tool's own record tells. */
  private Optional<FieldChange> hidden(Place place, String field, HiddenText value, JsonNode data) {
    boolean set = data.path(field + "_set").asBoolean();
    boolean empty = value.reveal().isEmpty();
    if (!set || empty) {
      return set == !empty
          ? Optional.empty()
          : Optional.of(
              new FieldChange(field, set ? "(set)" : "(not set)", empty ? "(not set)" : "(set)"));
    }
    return value.sha256().equals(hiddenSent.get(place))
        ? Optional.empty()
        : Optional.of(new FieldChange(field, "(another one)", "(set)"));
  }
}

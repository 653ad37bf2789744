package io.sealbridge.k8sauth.watch;

import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Recorded;
import java.util.List;

/**
 * One object that is not as the file says.
 *
 * @param object for a person: what it is and which one
 */
public record Drift(Kind kind, State state, String object) {

  /** What it is. */
  public enum Kind {
    SECRET_ENGINE("secret_engine"),
    AUTH_METHOD("auth_method"),
    AUTH_CONFIG("auth_config"),
    POLICY("policy"),
    ROLE("role"),
    /** A ServiceAccount, a Secret or a right, in one of the clusters. */
    CLUSTER_OBJECT("cluster_object");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** In what it differs. */
  public enum State {
    MISSING("missing"),
    CHANGED("changed"),
    /** This owner made it, and the file names it no more. */
    LEFT_OVER("left_over");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** The word, as it goes on after the object. */
    String text() {
      return switch (this) {
        case MISSING -> "is missing";
        case CHANGED -> "is not as the file says";
        case LEFT_OVER -> "is not in the file any more";
      };
    }
  }

  /** What {@code plan} would change. */
  public static List<Drift> of(Plan plan) {
    return plan.changes().stream()
        .map(change -> new Drift(kind(change.place()), state(change), change.place().title()))
        .toList();
  }

  private static Kind kind(Recorded place) {
    return switch (place) {
      case Place.SecretEngine _ -> Kind.SECRET_ENGINE;
      case Place.AuthMethod _ -> Kind.AUTH_METHOD;
      case Place.AuthConfig _ -> Kind.AUTH_CONFIG;
      case Place.Policy _ -> Kind.POLICY;
      case Place.Role _ -> Kind.ROLE;
      case ClusterPlace _ -> Kind.CLUSTER_OBJECT;
    };
  }

  private static State state(Change change) {
    return switch (change.effect()) {
      case CREATE -> State.MISSING;
      case UPDATE -> State.CHANGED;
      case DELETE -> State.LEFT_OVER;
    };
  }
}

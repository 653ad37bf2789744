package io.sealbridge.sync.rotate;

import java.util.List;

/**
 * What is to be done for one key.
 *
 * @param target the version that its clusters get to
 * @param isNew whether the target has to be made first
 * @param moves the names of clusters that are not on the target
 */
public record KeyPlan(String key, int target, boolean isNew, List<String> moves) {
  public KeyPlan {
    moves = List.copyOf(moves);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return !isNew && moves.isEmpty();
  }

  /** For a person, a line for each step. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (isNew) {
      text.append("  make version %d of %s, at every bridge%n".formatted(target, key));
    }
    for (String cluster : moves) {
      text.append(
          "  step down the active node of %s, so that the next one wraps its keys by version %d%n"
              .formatted(cluster, target));
    }
    return text.toString();
  }
}

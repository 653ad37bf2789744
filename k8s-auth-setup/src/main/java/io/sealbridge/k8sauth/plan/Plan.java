package io.sealbridge.k8sauth.plan;

import java.util.List;

/** What to do, in the order in which to do it. */
public record Plan(List<Change> changes) {

  public Plan {
    changes = List.copyOf(changes);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** How many changes are of {@code kind}. */
  public long count(Class<? extends Change> kind) {
    return changes.stream().filter(kind::isInstance).count();
  }
}

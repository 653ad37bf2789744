package io.sealbridge.k8sauth.apply;

import java.util.List;

/** More than one of the things that were done at the same time failed; each is told. */
public final class SeveralFailures extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<RuntimeException> failures;

  SeveralFailures(List<RuntimeException> failures) {
    super(failures.size() + " failures", failures.getFirst());
    this.failures = List.copyOf(failures);
  }

  /** At least two. */
  public List<RuntimeException> failures() {
    return failures;
  }
}

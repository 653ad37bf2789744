package io.sealbridge.k8sauth.verify;

import java.util.List;

/** What a verification found: clusters first, then roles in the order of the file. */
public record Report(List<Checked> all) {
  public Report {
    all = List.copyOf(all);
  }

  /** How many checks came out like that. */
  public long count(Result result) {
    return all.stream()
        .flatMap(checked -> checked.checks().stream())
        .filter(check -> check.result() == result)
        .count();
  }

  /** The worst of all results: a finding before what failed, that before a warning. */
  public Result result() {
    for (Result worse : List.of(Result.FINDING, Result.FAILED, Result.WARNING)) {
      if (count(worse) > 0) {
        return worse;
      }
    }
    return Result.OK;
  }
}

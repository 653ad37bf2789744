package io.sealbridge.k8sauth.kubernetes;

import java.util.List;

/** What applying an object would change, as the API server itself says. */
public sealed interface KubernetesDifference {

  /** There is no such object yet. */
  record Absent() implements KubernetesDifference {}

  record Same() implements KubernetesDifference {}

  record Changed(List<Field> fields) implements KubernetesDifference {
    public Changed {
      fields = List.copyOf(fields);
    }
  }

  /**
   * One field.
   *
   * @param path as {@code /rules/0/verbs}
   * @param before JSON, empty if the field is new; never a value of a Secret
   * @param after JSON, empty if the field goes away; never a value of a Secret
   */
  record Field(String path, String before, String after) {}
}

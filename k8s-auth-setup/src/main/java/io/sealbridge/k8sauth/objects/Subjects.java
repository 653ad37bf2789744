package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;

/** Whom a right is given to. */
final class Subjects {
  private static final String RBAC = "rbac.authorization.k8s.io";

  private Subjects() {}

  static Subject serviceAccount(String namespace, String name) {
    return new SubjectBuilder()
        .withKind("ServiceAccount")
        .withNamespace(namespace)
        .withName(name)
        .build();
  }

  static Subject group(String name) {
    return new SubjectBuilder().withApiGroup(RBAC).withKind("Group").withName(name).build();
  }
}

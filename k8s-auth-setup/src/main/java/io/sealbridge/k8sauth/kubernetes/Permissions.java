package io.sealbridge.k8sauth.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewSpec;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewSpecBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import java.util.List;

/** What RBAC allows, asked before it is needed. */
public final class Permissions {
  private static final String AUTHENTICATION = "authentication.k8s.io";

  private final ClusterApi cluster;

  Permissions(ClusterApi cluster) {
    this.cluster = cluster;
  }

  /** Whether that account may make TokenReviews. It need not exist. */
  public boolean mayReview(String namespace, String serviceAccount) {
    SubjectAccessReview request =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:" + namespace + ":" + serviceAccount)
            .withGroups(
                "system:serviceaccounts",
                "system:serviceaccounts:" + namespace,
                "system:authenticated")
            .withNewResourceAttributes()
            .withGroup(AUTHENTICATION)
            .withResource("tokenreviews")
            .withVerb("create")
            .endResourceAttributes()
            .endSpec()
            .build();
    SubjectAccessReview answer =
        cluster.attempt(
            "ask what ServiceAccount " + namespace + "/" + serviceAccount + " may do",
            () -> cluster.client().authorization().v1().subjectAccessReview().create(request));
    return Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  /** Those of the rules that the user of this tool lacks. */
  public List<AccessRule> missing(List<AccessRule> rules) {
    return rules.stream().filter(rule -> !mayI(rule)).toList();
  }

  private boolean mayI(AccessRule rule) {
    SelfSubjectAccessReview request =
        new SelfSubjectAccessReviewBuilder().withSpec(question(rule)).build();
    SelfSubjectAccessReview answer =
        cluster.attempt(
            "ask what I may do",
            () -> cluster.client().authorization().v1().selfSubjectAccessReview().create(request));
    return Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  private static SelfSubjectAccessReviewSpec question(AccessRule rule) {
    return switch (rule) {
      case AccessRule.OnPath(String verb, String path) ->
          new SelfSubjectAccessReviewSpecBuilder().withNewNonResourceAttributes(path, verb).build();
      case AccessRule.OnResource on -> {
        String[] parts = on.resource().split("/", 2);
        yield new SelfSubjectAccessReviewSpecBuilder()
            .withNewResourceAttributes()
            .withVerb(on.verb())
            .withGroup(on.group())
            .withResource(parts[0])
            .withSubresource(parts.length == 2 ? parts[1] : null)
            .withNamespace(on.namespace().orElse(null))
            .endResourceAttributes()
            .build();
      }
    };
  }
}

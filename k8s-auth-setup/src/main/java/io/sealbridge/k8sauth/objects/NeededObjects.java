package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import java.util.ArrayList;
import java.util.List;

/** All objects that a cluster has to hold before its pods can log in to Vault. Pure. */
public final class NeededObjects {
  private NeededObjects() {}

  /** In the order in which they have to be made. Namespaces are not among them. */
  public static List<HasMetadata> of(AccessDescription description, ClusterSection cluster) {
    List<HasMetadata> objects = new ArrayList<>(ofSetup(description, cluster));
    objects.addAll(ConsumerAccounts.made(description, cluster));
    return List.copyOf(objects);
  }

  /** Those without which Vault cannot check tokens; consumers' accounts are not among them. */
  public static List<HasMetadata> ofSetup(AccessDescription description, ClusterSection cluster) {
    return switch (description.setup(cluster)) {
      case OWN_TOKEN ->
          reviewing(
              description,
              cluster,
              List.of(
                  Subjects.serviceAccount(
                      description.vault().podNamespace(),
                      description.vault().podServiceAccount())));
      case CLIENT_TOKEN -> reviewing(description, cluster, ClientSubjects.of(description, cluster));
      case REVIEWER_TOKEN, AUTO -> {
        List<HasMetadata> objects =
            new ArrayList<>(
                List.of(
                    Reviewer.serviceAccount(description, cluster),
                    Reviewer.secret(description, cluster)));
        objects.addAll(
            reviewing(
                description,
                cluster,
                List.of(
                    Subjects.serviceAccount(
                        cluster.reviewerNamespace(), cluster.reviewerServiceAccount()))));
        yield List.copyOf(objects);
      }
      case OIDC_DISCOVERY -> List.of(Rights.anonymousDiscovery(description, cluster));
      case PINNED_KEYS -> List.of();
    };
  }

  private static List<HasMetadata> reviewing(
      AccessDescription description, ClusterSection cluster, List<Subject> reviewers) {
    return reviewers.isEmpty()
        ? List.of()
        : List.of(
            Rights.review(description, cluster),
            Rights.reviewBinding(description, cluster, reviewers));
  }
}

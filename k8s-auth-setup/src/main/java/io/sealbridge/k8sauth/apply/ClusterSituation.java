package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.desired.ClusterFacts;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import java.util.List;

/**
 * A cluster as it is.
 *
 * @param wanted where the objects are that the file asks for
 * @param changes that make them as the file asks for
 */
record ClusterSituation(
    ClusterSection cluster,
    ClusterFacts facts,
    List<ClusterPlace> wanted,
    List<Change.InCluster> changes) {
  ClusterSituation {
    wanted = List.copyOf(wanted);
    changes = List.copyOf(changes);
  }
}

package io.sealbridge.k8sauth.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Recorded;
import io.sealbridge.k8sauth.vault.Seen;
import java.util.List;

/** One thing to do, in Vault or in a cluster. */
public sealed interface Change {

  Recorded place();

  default Effect effect() {
    return switch (this) {
      case Create _, CreateObject _ -> Effect.CREATE;
      case Update _, UpdateObject _ -> Effect.UPDATE;
      case Delete _, DeleteObject _ -> Effect.DELETE;
    };
  }

  /** In Vault. */
  sealed interface InVault extends Change {
    @Override
    Place place();
  }

  /** In a cluster. */
  sealed interface InCluster extends Change {
    @Override
    ClusterPlace place();
  }

  /** It is not there. */
  record Create(Wanted wanted) implements InVault {
    @Override
    public Place place() {
      return wanted.place();
    }
  }

  /** It is there with other values. */
  record Update(Wanted wanted, Seen.Present seen, List<FieldChange> fields) implements InVault {
    public Update {
      fields = List.copyOf(fields);
    }

    @Override
    public Place place() {
      return wanted.place();
    }
  }

  /** This owner made it, and nothing asks for it any more. */
  record Delete(Place place) implements InVault {}

  /** It is not there. */
  record CreateObject(ClusterPlace place, HasMetadata wanted) implements InCluster {}

  /** It is there, and the API server says that these fields would change. */
  record UpdateObject(ClusterPlace place, HasMetadata wanted, List<FieldChange> fields)
      implements InCluster {
    public UpdateObject {
      fields = List.copyOf(fields);
    }
  }

  /** This owner made it, and nothing asks for it any more. */
  record DeleteObject(ClusterPlace place) implements InCluster {}
}

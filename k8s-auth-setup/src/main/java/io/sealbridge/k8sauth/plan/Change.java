package io.sealbridge.k8sauth.plan;

import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Seen;
import java.util.List;

/** One thing to do in Vault. */
public sealed interface Change {

  Place place();

  /** It is not there. */
  record Create(Wanted wanted) implements Change {
    @Override
    public Place place() {
      return wanted.place();
    }
  }

  /** It is there with other values. */
  record Update(Wanted wanted, Seen.Present seen, List<FieldChange> fields) implements Change {
    public Update {
      fields = List.copyOf(fields);
    }

    @Override
    public Place place() {
      return wanted.place();
    }
  }

  /** This owner made it, and nothing asks for it any more. */
  record Delete(Place place) implements Change {}
}

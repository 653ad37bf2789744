package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.MechanismInfo;
import io.sealbridge.hsm.cryptoki.MechanismType;
import io.sealbridge.hsm.datapath.DataPath;
import io.sealbridge.hsm.profile.Profile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Makes the data path of each new connection. */
public interface DataPaths {
  /**
   * What a data path may need to know.
   *
   * @param slotIndex the slot's position in the library's list of all slots
   */
  record Target(
      String hsm,
      long generation,
      Path library,
      int slotIndex,
      Profile profile,
      Map<Long, MechanismInfo> mechanisms) {
    public Target {
      mechanisms = Map.copyOf(mechanisms);
    }

    public boolean can(MechanismType mechanism, MechanismInfo.Use use) {
      return Optional.ofNullable(mechanisms.get(mechanism.code())).stream()
          .anyMatch(info -> info.allows(use));
    }
  }

  /** Why this way does not go with that token, if so. */
  Optional<Blocked> objection(Target target);

  /** Opens it on a token that is logged in. */
  DataPath open(Target target);

  /** Whether the library may be finalised after {@link #open}. */
  boolean finalisable();
}

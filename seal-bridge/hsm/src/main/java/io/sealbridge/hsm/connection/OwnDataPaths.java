package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.MechanismInfo;
import io.sealbridge.hsm.datapath.CryptokiDataPath;
import io.sealbridge.hsm.datapath.DataPath;
import java.security.SecureRandom;
import java.util.Optional;

/** Our own binding, which goes with every token. */
public record OwnDataPaths(SecureRandom random) implements DataPaths {
  @Override
  public Optional<Blocked> objection(Target target) {
    return Optional.empty();
  }

  @Override
  public DataPath open(Target target) {
    return new CryptokiDataPath(
        target.profile().iv(), random, mechanism -> target.can(mechanism, MechanismInfo.Use.SIGN));
  }

  @Override
  public boolean finalisable() {
    return true;
  }
}

package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.TokenReport;
import io.sealbridge.hsm.cryptoki.CryptokiModule;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.datapath.DataPath;
import io.sealbridge.hsm.fault.FaultTable;
import io.sealbridge.hsm.profile.Profile;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One generation of a connection: an initialised library, a token, a login, and the handles of the
 * keys that were looked up. Safe for use by many threads.
 */
public final class Link {
  private final long generation;
  private final long epoch;
  private final CryptokiModule module;
  private final long slot;
  private final boolean readWrite;
  private final boolean loginNeeded;
  private final Profile profile;
  private final FaultTable faults;
  private final DataPath dataPath;
  private final TokenReport report;
  private final ConcurrentMap<Object, ObjectHandle> handles = new ConcurrentHashMap<>();

  Link(
      long generation,
      SharedLibrary.Loaded library,
      Keeper keeper,
      Profile profile,
      FaultTable faults,
      DataPath dataPath,
      TokenReport report) {
    this.generation = generation;
    this.epoch = library.epoch();
    this.module = library.module();
    this.slot = keeper.slot();
    this.readWrite = keeper.readWrite();
    this.loginNeeded = keeper.loginNeeded();
    this.profile = profile;
    this.faults = faults;
    this.dataPath = dataPath;
    this.report = report;
  }

  public long generation() {
    return generation;
  }

  public long epoch() {
    return epoch;
  }

  public CryptokiSession openSession() {
    return module.openSession(slot, readWrite);
  }

  /** Whether the token shows private objects only after a login. */
  public boolean loginNeeded() {
    return loginNeeded;
  }

  public Profile profile() {
    return profile;
  }

  public FaultTable faults() {
    return faults;
  }

  public DataPath dataPath() {
    return dataPath;
  }

  public TokenReport report() {
    return report;
  }

  /** Handles found in this generation, by whatever they were looked up by. */
  public ConcurrentMap<Object, ObjectHandle> handles() {
    return handles;
  }
}

package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.StateLocation;
import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.LibraryException;
import io.sealbridge.hsm.cryptoki.MechanismInfo;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.hsm.datapath.DataPath;
import io.sealbridge.hsm.fault.FaultClass;
import io.sealbridge.hsm.fault.FaultTable;
import io.sealbridge.hsm.profile.Profile;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds connections, one attempt after the other, and owns what they have in common: the session
 * that keeps the login, and the PIN's tries. Used by one thread. Attempts fail with {@link
 * BlockedException} or {@link CryptokiException}.
 */
final class Connector {
  private final HsmSettings settings;
  private final SharedLibrary library;
  private final DataPaths dataPaths;
  private final Probe probe;
  private final PinGate pin;
  private @Nullable Keeper keeper;
  private @Nullable DataPath dataPath;
  private boolean connectedBefore;

  Connector(HsmSettings settings, SharedLibrary library, DataPaths dataPaths, Probe probe) {
    this.settings = settings;
    this.library = library;
    this.dataPaths = dataPaths;
    this.probe = probe;
    this.pin = new PinGate(settings.pinFile());
  }

  Link attempt(Rung rung, long generation) {
    closeDataPath();
    SharedLibrary.Loaded loaded = load(rung);
    enter(loaded.epoch());
    try {
      Link link = connect(loaded, rung, generation);
      connectedBefore = true;
      return link;
    } finally {
      library.leave();
    }
  }

  /** Whether the connection still stands: asks for the login and for random bytes. */
  void heartbeat(Link link) {
    Keeper present = keeper;
    enter(link.epoch());
    try {
      if (present == null || !present.isLoggedIn()) {
        throw new CryptokiException("C_GetSessionInfo", ReturnValue.USER_NOT_LOGGED_IN);
      }
      present.session().generateRandom(16).close();
    } catch (CryptokiException e) {
      if (link.faults().classify(e.returnValue()) != FaultClass.REFUSED) {
        throw e;
      }
      // no random generator on this token; that it said so is a sign of life too
    } finally {
      library.leave();
    }
  }

  boolean pinHasChanged() {
    return pin.hasChanged();
  }

  private void enter(long epoch) {
    if (!library.enter(epoch)) {
      throw new CryptokiException("C_Initialize", ReturnValue.CRYPTOKI_NOT_INITIALIZED);
    }
  }

  private SharedLibrary.Loaded load(Rung rung) {
    try {
      SharedLibrary.Loaded loaded = library.load(settings.libraryParameters());
      if (rung != Rung.LIBRARY) {
        return loaded;
      }
      return switch (Descriptions.profile(settings, loaded.module().info()).reinitialise()) {
        case NEVER -> loaded;
        case IDLE -> library.reinitialise(loaded.epoch(), false);
        case ALWAYS -> library.reinitialise(loaded.epoch(), true);
      };
    } catch (LibraryException e) {
      throw new BlockedException(
          Blocked.settings(String.valueOf(e.getMessage()), "check hsms.library"));
    }
  }

  private Link connect(SharedLibrary.Loaded loaded, Rung rung, long generation) {
    TokenFinder.Found found = find(loaded);
    Profile profile = Descriptions.profile(settings, loaded.module().info(), found.token());
    FaultTable faults = FaultTable.standard().with(profile.faults());
    Keeper login = login(loaded, found, rung, faults);
    refuseUnfitState(profile);
    Map<Long, MechanismInfo> mechanisms = loaded.module().mechanisms(found.slot());
    DataPath path =
        open(
            new DataPaths.Target(
                settings.name(), generation, library.path(), found.index(), profile, mechanisms));
    Link link =
        new Link(
            generation,
            loaded,
            login,
            profile,
            faults,
            path,
            Descriptions.report(settings, loaded.module().info(), found, profile, mechanisms));
    probe.check(link, login.session());
    return link;
  }

  /** Once we have been connected, an absent token is an outage and no error of the settings. */
  private TokenFinder.Found find(SharedLibrary.Loaded loaded) {
    try {
      return TokenFinder.find(loaded.module().slots(), settings.token());
    } catch (BlockedException e) {
      if (connectedBefore) {
        throw new CryptokiException("C_GetSlotList", ReturnValue.TOKEN_NOT_PRESENT);
      }
      throw e;
    }
  }

  private Keeper login(
      SharedLibrary.Loaded loaded, TokenFinder.Found found, Rung rung, FaultTable faults) {
    Keeper present = usable(loaded, found, rung);
    if (present == null) {
      present = Keeper.open(loaded.module(), loaded.epoch(), found.slot(), found.token());
      keeper = present;
    }
    if (!present.isLoggedIn()) {
      pin.login(present.session(), found.token(), faults);
    }
    return present;
  }

  private @Nullable Keeper usable(SharedLibrary.Loaded loaded, TokenFinder.Found found, Rung rung) {
    Keeper present = keeper;
    if (present == null || !present.isFor(loaded, found.slot())) {
      keeper = null; // its handle belongs to a library state that is gone: not ours to close
      return null;
    }
    if (rung == Rung.SESSION && isAlive(present)) {
      return present;
    }
    present.logout();
    present.session().close();
    keeper = null;
    return null;
  }

  private static boolean isAlive(Keeper keeper) {
    try {
      keeper.session().info();
      return true;
    } catch (CryptokiException _) {
      return false;
    }
  }

  private void refuseUnfitState(Profile profile) {
    if (settings.state() instanceof StateLocation.OnToken && !profile.privateDataObjects()) {
      throw new BlockedException(
          Blocked.settings(
              "tokens of profile " + profile.name() + " hold no private data objects",
              "keep the key states in files: set hsms.state to file: <directory>"));
    }
  }

  private DataPath open(DataPaths.Target target) {
    dataPaths
        .objection(target)
        .ifPresent(
            blocked -> {
              throw new BlockedException(blocked);
            });
    if (!dataPaths.finalisable()) {
      library.forbidFinalise();
    }
    DataPath opened = dataPaths.open(target);
    dataPath = opened;
    return opened;
  }

  /** Before anything else: closing the JDK's provider logs the whole process out. */
  private void closeDataPath() {
    DataPath open = dataPath;
    dataPath = null;
    if (open != null) {
      open.close();
    }
  }

  /** Ends the connection for good; not to be called while an attempt is being made. */
  void close() {
    closeDataPath();
    Keeper present = keeper;
    keeper = null;
    if (present != null && library.enter(present.epoch())) {
      try {
        present.session().close();
      } finally {
        library.leave();
      }
    }
    pin.close();
    library.release();
  }
}

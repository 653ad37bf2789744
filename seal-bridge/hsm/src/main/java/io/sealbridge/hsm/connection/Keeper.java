package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.CryptokiModule;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.hsm.cryptoki.TokenInfo;

/**
 * The session that is kept open for as long as the connection lasts: a login ends with the last
 * session of the process. Used by the connecting thread only.
 */
record Keeper(
    CryptokiSession session, long epoch, long slot, boolean readWrite, boolean loginNeeded) {

  /** Read-write, because some tokens know nothing else; read-only if the token wants that. */
  static Keeper open(CryptokiModule module, long epoch, long slot, TokenInfo token) {
    boolean loginNeeded = token.has(TokenInfo.Flag.LOGIN_REQUIRED);
    try {
      return new Keeper(module.openSession(slot, true), epoch, slot, true, loginNeeded);
    } catch (CryptokiException e) {
      if (e.returnValue() != ReturnValue.TOKEN_WRITE_PROTECTED) {
        throw e;
      }
      return new Keeper(module.openSession(slot, false), epoch, slot, false, loginNeeded);
    }
  }

  boolean isFor(SharedLibrary.Loaded library, long wantedSlot) {
    return epoch == library.epoch() && slot == wantedSlot;
  }

  boolean isLoggedIn() {
    return !loginNeeded || session.info().state().userLoggedIn();
  }

  void logout() {
    try {
      session.logout();
    } catch (CryptokiException _) {
      // not logged in, or the session is dead: both are what was wanted
    }
  }
}

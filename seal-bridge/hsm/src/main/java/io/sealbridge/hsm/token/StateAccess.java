package io.sealbridge.hsm.token;

import io.sealbridge.hsm.StateLocation;
import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.state.FileStateStore;
import io.sealbridge.hsm.state.Findings;
import io.sealbridge.hsm.state.StateRefusedException;
import io.sealbridge.hsm.state.TokenStateStore;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The states of one token, wherever they are kept. Safe for use by many threads. */
interface StateAccess {
  List<KeyState> read(Link link, CryptokiSession session);

  void write(Link link, CryptokiSession session, KeyState state);

  void remove(Link link, CryptokiSession session, KeyName key);

  static StateAccess of(StateLocation location, Findings findings) {
    return switch (location) {
      case StateLocation.OnToken() -> new OnToken(new TokenStateStore(findings));
      case StateLocation.InDirectory(Path directory) ->
          new InFiles(new FileStateStore(directory, findings));
    };
  }

  private static HsmException refused(StateRefusedException e) {
    return new HsmException(new HsmFault.Refused(String.valueOf(e.getMessage())), e);
  }

  /** Private objects are just not there for who is logged out, so the login is checked. */
  record OnToken(TokenStateStore store) implements StateAccess {
    @Override
    public List<KeyState> read(Link link, CryptokiSession session) {
      List<KeyState> states = store.read(session);
      KeyFinder.requireLogin(link, session);
      return states;
    }

    @Override
    public void write(Link link, CryptokiSession session, KeyState state) {
      KeyFinder.requireLogin(link, session);
      try {
        store.write(session, state);
      } catch (StateRefusedException e) {
        throw refused(e);
      } catch (IllegalArgumentException e) {
        throw new HsmException(new HsmFault.Refused(String.valueOf(e.getMessage())), e);
      }
    }

    @Override
    public void remove(Link link, CryptokiSession session, KeyName key) {
      KeyFinder.requireLogin(link, session);
      store.remove(session, key);
    }
  }

  /** A disk that fails is no reason to rebuild the connection to the HSM. */
  record InFiles(FileStateStore store) implements StateAccess {
    @Override
    public List<KeyState> read(Link link, CryptokiSession session) {
      try {
        return store.read();
      } catch (IOException e) {
        throw new HsmException(new HsmFault.Refused("state files cannot be read: " + e), e);
      } catch (StateRefusedException e) {
        throw refused(e);
      }
    }

    @Override
    public void write(Link link, CryptokiSession session, KeyState state) {
      try {
        store.write(state);
      } catch (IOException e) {
        throw new HsmException(new HsmFault.Refused("state file cannot be written: " + e), e);
      } catch (StateRefusedException e) {
        throw refused(e);
      } catch (IllegalArgumentException e) {
        throw new HsmException(new HsmFault.Refused(String.valueOf(e.getMessage())), e);
      }
    }

    @Override
    public void remove(Link link, CryptokiSession session, KeyName key) {
      try {
        store.remove(key);
      } catch (IOException e) {
        throw new HsmException(new HsmFault.Refused("state file cannot be removed: " + e), e);
      } catch (StateRefusedException e) {
        throw refused(e);
      }
    }
  }
}

package io.sealbridge.hsm.token;

import io.sealbridge.hsm.calls.Seat;
import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.connection.SharedLibrary;
import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A worker thread's session: opened when first needed, renewed with each generation of the
 * connection, closed after any fault, since an operation may still be active in it.
 */
final class SessionSeat implements Seat {
  private final SharedLibrary library;
  private @Nullable CryptokiSession session;
  private @Nullable Link openedOn;

  SessionSeat(SharedLibrary library) {
    this.library = library;
  }

  /** Runs {@code work} with a session of {@code link}. */
  <T> T use(Link link, Function<CryptokiSession, T> work) {
    if (!library.enter(link.epoch())) {
      throw new CryptokiException("C_Initialize", ReturnValue.SESSION_HANDLE_INVALID);
    }
    boolean well = false;
    try {
      T result = work.apply(session(link));
      well = true;
      return result;
    } finally {
      if (!well) {
        drop();
      }
      library.leave();
    }
  }

  private CryptokiSession session(Link link) {
    CryptokiSession present = session;
    if (present != null && openedOn == link) {
      return present;
    }
    if (openedOn != null && openedOn.epoch() == link.epoch()) {
      drop();
    }
    CryptokiSession fresh = link.openSession();
    session = fresh;
    openedOn = link;
    return fresh;
  }

  private void drop() {
    CryptokiSession present = session;
    session = null;
    openedOn = null;
    if (present != null) {
      present.close();
    }
  }

  /** A session of an earlier epoch is left alone: its number may be somebody else's now. */
  @Override
  public void close() {
    Link link = openedOn;
    if (link == null || !library.enter(link.epoch())) {
      return;
    }
    try {
      drop();
    } finally {
      library.leave();
    }
  }
}

package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Pin;
import io.sealbridge.hsm.cryptoki.PinFileException;
import io.sealbridge.hsm.cryptoki.TokenInfo;
import io.sealbridge.hsm.cryptoki.UserType;
import io.sealbridge.hsm.fault.FaultClass;
import io.sealbridge.hsm.fault.FaultTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guards the PIN's tries. A PIN that the token has refused is not shown to it again; another one is
 * tried once the PIN file holds it. A token at its last try, or locked, gets no PIN at all. The PIN
 * is read for each login and held outside the heap. Used by one thread.
 */
final class PinGate implements AutoCloseable {
  private static final String ACTION_LAST_TRY =
      "log in once with the right PIN by the vendor's tool, which resets the counter";

  private final Path file;
  private @Nullable Pin refused;
  private @Nullable Blocked why;

  PinGate(Path file) {
    this.file = file;
  }

  void login(CryptokiSession session, TokenInfo token, FaultTable faults) {
    refuseDangerous(token);
    Pin pin = read();
    boolean keep = false;
    try {
      if (refused != null && why != null && refused.sameAs(pin)) {
        throw new BlockedException(why);
      }
      forget();
      session.login(UserType.USER, pin);
    } catch (CryptokiException e) {
      keep = faults.classify(e.returnValue()) == FaultClass.REFUSED;
      if (!keep) {
        throw e;
      }
      why = refusal(e, token);
      refused = pin;
      throw new BlockedException(why);
    } finally {
      if (!keep) {
        pin.close();
      }
    }
  }

  private Blocked refusal(CryptokiException e, TokenInfo token) {
    return Blocked.pin(
        "token \"%s\" refused the PIN (%s)".formatted(token.label(), e.getMessage()),
        "write the right PIN to " + file + "; it was tried once and is not tried again");
  }

  /** Before any PIN is shown: the token says by itself how close to the lock it is. */
  private static void refuseDangerous(TokenInfo token) {
    if (token.has(TokenInfo.Flag.USER_PIN_LOCKED)) {
      throw new BlockedException(
          Blocked.settings(
              "the PIN of token \"" + token.label() + "\" is locked",
              "have the security officer unlock it"));
    }
    if (token.has(TokenInfo.Flag.USER_PIN_FINAL_TRY)) {
      throw new BlockedException(
          Blocked.settings(
              "token \"" + token.label() + "\" has one PIN try left, which is not ours to spend",
              ACTION_LAST_TRY));
    }
  }

  /** What an operator should know although logging in goes on. */
  static List<String> warnings(TokenInfo token) {
    List<String> warnings = new ArrayList<>();
    if (token.has(TokenInfo.Flag.USER_PIN_LOCKED)) {
      warnings.add("the PIN is locked");
    }
    if (token.has(TokenInfo.Flag.USER_PIN_FINAL_TRY)) {
      warnings.add("one PIN try is left");
    }
    if (token.has(TokenInfo.Flag.USER_PIN_COUNT_LOW)) {
      warnings.add("a wrong PIN was shown to the token since the last login");
    }
    if (token.has(TokenInfo.Flag.USER_PIN_TO_BE_CHANGED)) {
      warnings.add("the token wants its PIN changed");
    }
    return warnings;
  }

  /** Whether the file holds a readable PIN other than the refused one. */
  boolean hasChanged() {
    try (Pin pin = Pin.read(file)) {
      return refused == null || !refused.sameAs(pin);
    } catch (PinFileException _) {
      return false;
    }
  }

  private Pin read() {
    try {
      return Pin.read(file);
    } catch (PinFileException e) {
      throw new BlockedException(
          Blocked.settings(String.valueOf(e.getMessage()), "put the PIN into " + file));
    }
  }

  private void forget() {
    if (refused != null) {
      refused.close();
    }
    refused = null;
    why = null;
  }

  @Override
  public void close() {
    forget();
  }
}

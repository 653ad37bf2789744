package io.sealbridge.keyring;

import java.util.List;
import java.util.Optional;

/**
 * Why a request to the keyring did not succeed. {@link #code()} is stable: metrics, logs and the
 * command line count by it. {@link #text()} may be shown to the caller; {@link #seen()} is for the
 * operator's log only.
 */
public sealed interface KeyringError {
  /** The one sentence for every envelope that parses and does not open. */
  String CANNOT_OPEN = "cipher: message authentication failed";

  String code();

  String text();

  /** What lies behind the error, for logs and the key-use log; never for a caller. */
  default Optional<String> seen() {
    return Optional.empty();
  }

  /** No such key, or one that this caller's name space does not hold. */
  record UnknownKey(String key) implements KeyringError {
    @Override
    public String code() {
      return "KEY_UNKNOWN";
    }

    @Override
    public String text() {
      return "encryption key not found";
    }
  }

  /** The listener is bound to another key, so here this one does not exist. */
  record OtherKey(KeyName bound) implements KeyringError {
    @Override
    public String code() {
      return "OTHER_KEY";
    }

    /** Nothing: a missing key has no error text. */
    @Override
    public String text() {
      return "";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of("the listener is bound to key " + bound);
    }
  }

  /** Granted or not, on a seal key this is not done over HTTP. */
  record CommandLineOnly(Operation operation, KeyName key) implements KeyringError {
    @Override
    public String code() {
      return "COMMAND_LINE_ONLY";
    }

    @Override
    public String text() {
      return operation.label()
          + " is refused: "
          + key
          + " is a seal key, which is changed at the command line only";
    }
  }

  record Denied(String reason) implements KeyringError {
    @Override
    public String code() {
      return "DENIED";
    }

    @Override
    public String text() {
      return "permission denied";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(reason);
    }
  }

  record EmptyPlaintext() implements KeyringError {
    @Override
    public String code() {
      return "PLAINTEXT_EMPTY";
    }

    @Override
    public String text() {
      return "missing plaintext to encrypt: it is empty";
    }
  }

  /** The text or the envelope in it does not parse. */
  record InvalidCiphertext(String text) implements KeyringError {
    @Override
    public String code() {
      return "CIPHERTEXT_INVALID";
    }
  }

  record VersionTooOld(int version, int minimum) implements KeyringError {
    @Override
    public String code() {
      return "VERSION_TOO_OLD";
    }

    @Override
    public String text() {
      return "ciphertext or signature version is disallowed by policy (too old)";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of("version " + version + ", minimum " + minimum);
    }
  }

  /** The state names no such version; a refresh has been forced before this is said. */
  record VersionUnknown(int version, int latest) implements KeyringError {
    @Override
    public String code() {
      return "VERSION_UNKNOWN";
    }

    @Override
    public String text() {
      return version > latest
          ? "invalid ciphertext: version is too new"
          : "invalid ciphertext: this key has no version " + version;
    }
  }

  /** The version asked for cannot encrypt. */
  record VersionNotForEncryption(String text) implements KeyringError {
    @Override
    public String code() {
      return "VERSION_NOT_FOR_ENCRYPTION";
    }
  }

  /** Keys of this type do not do what was asked. */
  record WrongKeyType(String text) implements KeyringError {
    @Override
    public String code() {
      return "KEY_TYPE_WRONG";
    }
  }

  /** The version asked for does not sign, or makes no codes. */
  record VersionNotForSigning(String text) implements KeyringError {
    @Override
    public String code() {
      return "VERSION_NOT_FOR_SIGNING";
    }
  }

  /** What was given cannot be signed, or taken, as was asked. */
  record InvalidInput(String text) implements KeyringError {
    @Override
    public String code() {
      return "INPUT_INVALID";
    }
  }

  /** The bridge lacks a key of its own, which the command line makes. */
  record InternalKeyMissing(InternalKey missing) implements KeyringError {
    @Override
    public String code() {
      return "INTERNAL_KEY_MISSING";
    }

    @Override
    public String text() {
      return "the bridge has no key for this; an operator makes it with \"seal-bridge keys create "
          + missing.keyName()
          + "\"";
    }
  }

  record Frozen(KeyName key) implements KeyringError {
    @Override
    public String code() {
      return "KEY_FROZEN";
    }

    @Override
    public String text() {
      return "key " + key + " is frozen; an operator can thaw it with \"seal-bridge keys thaw\"";
    }
  }

  /** The envelope parses and no key opens it; which step failed is in {@link #seen()} only. */
  record CannotOpen(String cause) implements KeyringError {
    @Override
    public String code() {
      return "CANNOT_OPEN";
    }

    @Override
    public String text() {
      return CANNOT_OPEN;
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(cause);
    }
  }

  /** No HSM that holds the key could be used. Worth a retry unless the fault is Refused. */
  record HsmUnavailable(HsmFault fault, String tried) implements KeyringError {
    @Override
    public String code() {
      return fault.code();
    }

    @Override
    public String text() {
      return "the HSM cannot be used now (" + fault.code() + "); see the bridge's log";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(tried);
    }
  }

  /** The key-use log took no entry, so the use did not happen or its result was withheld. */
  record LogUnavailable(String cause) implements KeyringError {
    @Override
    public String code() {
      return "LOG_UNAVAILABLE";
    }

    @Override
    public String text() {
      return "the key-use log cannot be written, or its checkpoint could not be signed; see the"
          + " bridge's log";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(cause);
    }
  }

  record BudgetSpent(KeyName key, int version) implements KeyringError {
    @Override
    public String code() {
      return "BUDGET_SPENT";
    }

    @Override
    public String text() {
      return "version "
          + version
          + " of key "
          + key
          + " has made all the encryptions it safely may; rotate the key";
    }
  }

  record NotWriter(String node, String writer) implements KeyringError {
    @Override
    public String code() {
      return "NOT_WRITER";
    }

    @Override
    public String text() {
      return "this replica (" + node + ") does not change keys; ask the writer, " + writer;
    }
  }

  /** The state of the key has not been confirmed by an HSM for too long. */
  record StateStale(String cause) implements KeyringError {
    @Override
    public String code() {
      return "STATE_STALE";
    }

    @Override
    public String text() {
      return "the state of the key could not be read from an HSM recently; see the bridge's log";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(cause);
    }
  }

  /** Every reachable HSM shows an older state than one that was seen before. */
  record StateWentBack(KeyName key, long serial, long seenSerial) implements KeyringError {
    @Override
    public String code() {
      return "STATE_WENT_BACK";
    }

    @Override
    public String text() {
      return "the state of key "
          + key
          + " on the HSM is older (serial "
          + serial
          + ") than one seen before ("
          + seenSerial
          + "); an operator must find out why";
    }
  }

  /** Attestation refuses the version's key on every HSM that could be used. */
  record KeyRefused(KeyName key, int version, List<String> findings) implements KeyringError {
    public KeyRefused {
      findings = List.copyOf(findings);
    }

    @Override
    public String code() {
      return "KEY_REFUSED";
    }

    @Override
    public String text() {
      return "version " + version + " of key " + key + " is refused by attestation";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(String.join("; ", findings));
    }
  }

  /** A change needs every configured HSM, and this one cannot be used. Nothing was changed. */
  record HsmMissing(String hsm, HsmFault fault) implements KeyringError {
    @Override
    public String code() {
      return "HSM_MISSING";
    }

    @Override
    public String text() {
      return "HSM "
          + hsm
          + " cannot be used now ("
          + fault.code()
          + "); a change needs every configured HSM, so nothing was changed";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(fault.seen());
    }
  }

  /** A change to a key was refused before anything was made. */
  record ChangeRefused(String text) implements KeyringError {
    @Override
    public String code() {
      return "CHANGE_REFUSED";
    }
  }

  /** A change failed under way; {@code text} says what was undone and what remains. */
  record ChangeFailed(String text) implements KeyringError {
    @Override
    public String code() {
      return "CHANGE_FAILED";
    }
  }

  /** A defect of the bridge. */
  record Internal(String cause) implements KeyringError {
    @Override
    public String code() {
      return "INTERNAL";
    }

    @Override
    public String text() {
      return "internal error; see the bridge's log";
    }

    @Override
    public Optional<String> seen() {
      return Optional.of(cause);
    }
  }
}

package io.sealbridge.server.transit;

import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.server.http.Answer;

/**
 * The one place that gives an error of the keyring a status. Clients try 5xx again and give up on
 * 4xx, and an operator reads the text in Vault's log at its start: so what may pass is 503 with a
 * time to wait, and what the caller did wrong is never 5xx.
 */
final class KeyringAnswers {

  /** Long enough that a starting Vault, which gives up after a minute, tries a few times. */
  private static final int SOON = 10;

  private static final int AFTER_AN_OPERATOR = 30;

  private KeyringAnswers() {}

  static Answer of(KeyringError error) {
    String text = error.text();
    return switch (error) {
      case KeyringError.UnknownKey _,
          KeyringError.EmptyPlaintext _,
          KeyringError.InvalidCiphertext _,
          KeyringError.VersionTooOld _,
          KeyringError.VersionUnknown _,
          KeyringError.VersionNotForEncryption _,
          KeyringError.VersionNotForSigning _,
          KeyringError.WrongKeyType _,
          KeyringError.InvalidInput _,
          KeyringError.CannotOpen _,
          KeyringError.ChangeRefused _ ->
          Answer.error(400, text);
      case KeyringError.OtherKey _ -> Answer.error(404, text);
      case KeyringError.Denied _, KeyringError.CommandLineOnly _, KeyringError.Frozen _ ->
          Answer.error(403, text);
      case KeyringError.HsmUnavailable unavailable -> hsm(unavailable.fault(), text);
      case KeyringError.LogUnavailable _,
          KeyringError.StateStale _,
          KeyringError.NotWriter _,
          KeyringError.HsmMissing _ ->
          Answer.error(503, text, SOON);
      case KeyringError.BudgetSpent _,
          KeyringError.StateWentBack _,
          KeyringError.KeyRefused _,
          KeyringError.InternalKeyMissing _ ->
          Answer.error(503, text, AFTER_AN_OPERATOR);
      case KeyringError.ChangeFailed _, KeyringError.Internal _ -> Answer.error(500, text);
    };
  }

  /** What the caller may read, as an item of a batch says it. */
  static String text(KeyringError error) {
    return error instanceof KeyringError.HsmUnavailable(HsmFault.BadInput _, String _)
        ? KeyringError.CANNOT_OPEN
        : error.text();
  }

  private static Answer hsm(HsmFault fault, String text) {
    return switch (fault) {
      case HsmFault.Busy busy ->
          Answer.error(503, text, Math.toIntExact(Math.max(1, busy.retryAfter().toSeconds())));
      case HsmFault.Stale _, HsmFault.Gone _ -> Answer.error(503, text, SOON);
      case HsmFault.Refused _ -> Answer.error(503, text, AFTER_AN_OPERATOR);
      case HsmFault.BadInput _ -> Answer.error(400, KeyringError.CANNOT_OPEN);
    };
  }
}

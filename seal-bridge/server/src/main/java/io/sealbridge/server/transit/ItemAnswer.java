package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.server.http.Answer;

/** What became of one item. */
sealed interface ItemAnswer {

  /** {@code fields}: the fields of the answer, without braces. */
  record Done(AnswerText fields) implements ItemAnswer {}

  /**
   * It did not work.
   *
   * @param answer what it would be as an answer to a request of its own
   * @param reachedKeyring whether the keyring said so, or only the body was wrong
   * @param concernsAll it would be the same for every item
   */
  record Failed(Answer answer, String text, boolean reachedKeyring, boolean concernsAll)
      implements ItemAnswer {}

  static ItemAnswer failed(Caller caller, Throwable failure) {
    KeyringError error = KeyringFailures.error(failure);
    boolean concernsAll =
        switch (error) {
          case KeyringError.UnknownKey _,
              KeyringError.OtherKey _,
              KeyringError.CommandLineOnly _,
              KeyringError.Denied _,
              KeyringError.Frozen _ ->
              true;
          default -> false;
        };
    return new Failed(
        KeyringFailures.answer(caller, failure), KeyringAnswers.text(error), true, concernsAll);
  }

  static ItemAnswer failed(BadBodyException fault) {
    return new Failed(Answer.error(400, fault.text()), fault.text(), false, false);
  }
}

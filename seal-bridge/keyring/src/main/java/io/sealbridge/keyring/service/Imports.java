package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.administration.Brought;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The rules of taking keys in. */
final class Imports {
  private Imports() {}

  /** What is brought, for the key that unwraps it. */
  static Brought of(WrappingKey.Unwrapper unwrapper, ApplicationKeys.Import brought) {
    if (brought.hash() != unwrapper.usage().hash()) {
      throw new KeyringException(
          new KeyringError.InvalidInput(
              "the HSM unwraps by RSA-OAEP with %s, not %s; wrap the key again with that hash"
                  .formatted(unwrapper.usage().hash().jcaName(), brought.hash().jcaName())));
    }
    return new Brought(unwrapper.key(), brought.wrapped(), brought.publicKey());
  }

  /** The type of the key, if it takes further versions in. */
  static KeyType type(KeyState state) {
    if (!isImported(state)) {
      throw new KeyringException(
          new KeyringError.ChangeRefused(
              "key " + state.name() + " was made here, so no version of it can be imported"));
    }
    return state.latest().recipients().getFirst().type();
  }

  static boolean isImported(KeyState state) {
    return state.versions().stream()
        .flatMap(version -> version.recipients().stream())
        .anyMatch(recipient -> recipient.origin() == Origin.IMPORTED);
  }

  /** What no HSM could unwrap is the caller's to mend. */
  static <T> CompletionStage<T> blamingTheInput(CompletionStage<T> taken) {
    return taken.exceptionally(
        failure -> {
          boolean badInput =
              Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                  .anyMatch(
                      cause ->
                          HsmException.faultOf(cause).orElse(null) instanceof HsmFault.BadInput);
          KeyringException known = KeyringException.of(failure);
          throw badInput
              ? new KeyringException(
                  new KeyringError.InvalidInput(
                      "the HSM cannot take this key in: it must be of the type given, wrapped by"
                          + " AES-KWP with an AES-256 key that is wrapped by RSA-OAEP for the"
                          + " wrapping key of now; some HSMs need public_key beside a key of a"
                          + " curve"),
                  known)
              : known;
        });
  }
}

package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.attestation.Attestor;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes the keys of one version on its HSMs, and has each attested and tried, all before any state
 * names them. If one fails, those that were made are destroyed again.
 */
final class VersionMaker {
  /** A placement with its HSM. */
  record Site(HsmToken token, Placement placement) {}

  private record Born(HsmToken token, TokenKey key) {}

  /** How a key comes to its token. */
  @FunctionalInterface
  interface Birth {
    CompletionStage<TokenKey> of(HsmToken token, KeyOrder order);
  }

  private final Attestor attestor;
  private final SecureRandom random;

  VersionMaker(Attestor attestor, SecureRandom random) {
    this.attestor = attestor;
    this.random = random;
  }

  CompletionStage<NewVersion> make(KeyName key, int number, List<Site> sites, Birth birth) {
    List<Born> born = new ArrayList<>();
    return Stages.inTurn(sites, site -> makeOne(key, number, site, birth, born))
        .thenApply(made -> new NewVersion(number, made))
        .handle(
            (version, failure) ->
                failure == null
                    ? CompletableFuture.completedFuture(version)
                    : CompletableFuture.<Void>completedFuture(null)
                        .thenCompose(begun -> this.<NewVersion>giveUp(key, number, born, failure)))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<NewVersion.Made> makeOne(
      KeyName key, int number, Site site, Birth birth, List<Born> born) {
    String label = KeyVersion.label(key, number);
    CkaId id = CkaId.random(random);
    Placement placement = site.placement();
    return birth
        .of(
            site.token(),
            new KeyOrder(label, id, placement.type(), placement.usage(), placement.origin()))
        .handle(
            (made, failure) -> {
              if (failure != null) {
                throw notMade(site, label, id, failure);
              }
              born.add(new Born(site.token(), made));
              return made;
            })
        .thenCompose(made -> attestAndTry(key, number, site.token(), made));
  }

  private static KeyringException notMade(Site site, String label, CkaId id, Throwable failure) {
    return new KeyringException(
        new KeyringError.ChangeFailed(
            "HSM "
                + site.token().name()
                + " did not make "
                + label
                + " ("
                + KeyringException.of(failure).error().seen().orElse("no reason known")
                + "); should it have made it all the same, its CKA_ID is "
                + id),
        failure);
  }

  private CompletionStage<NewVersion.Made> attestAndTry(
      KeyName key, int number, HsmToken token, TokenKey made) {
    return attestor
        .attest(token, key, number, made)
        .thenCompose(
            attested -> {
              requireAccepted(attested);
              return new Trial(token, made, random)
                  .run()
                  .thenApply(passed -> new NewVersion.Made(token, made, attested));
            });
  }

  private static void requireAccepted(AttestedKey attested) {
    if (!attested.accepted()) {
      throw new KeyringException(
          new KeyringError.KeyRefused(attested.key(), attested.keyVersion(), attested.findings()));
    }
  }

  private <T> CompletionStage<T> giveUp(
      KeyName key, int number, List<Born> born, Throwable failure) {
    return destroy(born)
        .thenCompose(
            remains -> {
              KeyringException cause = KeyringException.of(failure);
              if (cause.error() instanceof KeyringError.KeyRefused refused && remains.isEmpty()) {
                return KeyringException.failed(refused);
              }
              String label = KeyVersion.label(key, number);
              return CompletableFuture.failedFuture(
                  new KeyringException(
                      new KeyringError.ChangeFailed(
                          cause.error().text()
                              + cause.error().seen().map(seen -> " [" + seen + "]").orElse("")
                              + "; no state names "
                              + label
                              + remainsText(remains)),
                      cause));
            });
  }

  private static String remainsText(List<String> remains) {
    return remains.isEmpty()
        ? ", what was made of it is destroyed"
        : ", but it could not be destroyed: " + String.join(", ", remains);
  }

  /** Destroys keys that no state names. Completes with what remains, for a person to read. */
  CompletionStage<List<String>> destroy(NewVersion version) {
    return destroy(
        version.keys().stream().map(made -> new Born(made.token(), made.key())).toList());
  }

  private static CompletionStage<List<String>> destroy(List<Born> born) {
    return Stages.inTurn(List.copyOf(born), VersionMaker::destroy)
        .thenApply(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private static CompletionStage<List<String>> destroy(Born born) {
    return born.token()
        .destroy(born.key())
        .handle(
            (done, failure) ->
                failure == null
                    ? List.of()
                    : List.of(
                        born.key().label()
                            + " (CKA_ID "
                            + born.key().id()
                            + ") on "
                            + born.token().name()));
  }
}

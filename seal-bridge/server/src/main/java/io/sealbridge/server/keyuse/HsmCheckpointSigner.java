package io.sealbridge.server.keyuse;

import io.sealbridge.audit.CheckpointSigner;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.service.InternalSigning;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Signs checkpoints by the newest version of the internal key: with the first HSM that does. Safe
 * for use by many threads; never blocks.
 */
public final class HsmCheckpointSigner implements CheckpointSigner {
  private final InternalSigning signing;

  public HsmCheckpointSigner(InternalSigning signing) {
    this.signing = signing;
  }

  @Override
  public CompletionStage<Optional<Signed>> sign(byte[] text) {
    Optional<KeyState> state = signing.state();
    if (state.isEmpty()) {
      return signing.isKnown()
          ? CompletableFuture.completedFuture(Optional.empty())
          : failed("no HSM has told yet whether there is a key for checkpoints");
    }
    if (state.get().frozen()) {
      return failed("the key for checkpoints is frozen: \"keys thaw bridge-checkpoints\"");
    }
    List<Recipient> recipients =
        state.get().latest().recipients().stream()
            .sorted(Comparator.comparing(recipient -> !signing.isReady(recipient)))
            .toList();
    return first(state.get().latest().number(), recipients, text);
  }

  private CompletionStage<Optional<Signed>> first(
      int version, List<Recipient> recipients, byte[] text) {
    CompletionStage<Optional<Signed>> signed = by(version, recipients.getFirst(), text);
    return recipients.size() == 1
        ? signed
        : signed.exceptionallyCompose(
            _ -> first(version, recipients.subList(1, recipients.size()), text));
  }

  private CompletionStage<Optional<Signed>> by(int version, Recipient recipient, byte[] text) {
    return recipient.usage() instanceof Usage.Signing usage
        ? signing
            .sign(version, recipient, text)
            .thenApply(
                der ->
                    Optional.of(
                        new Signed(Octets.copyOf(usage.publicKey().der()), Octets.copyOf(der))))
        : failed("the key for checkpoints on " + recipient.hsm() + " does not sign");
  }

  private static CompletionStage<Optional<Signed>> failed(String why) {
    return CompletableFuture.failedFuture(new HsmException(new HsmFault.Refused(why)));
  }
}

package io.sealbridge.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.registry.KeyRegistry;
import io.sealbridge.keyring.service.InternalSigning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The keys of tokens as the HSMs hold them, under one internal key. Tokens that an older version
 * signed count until the state's minimum version says otherwise; none does while the key is frozen.
 * A new version is trusted at once and signs once every replica has had time to see it: else the
 * others would refuse its tokens. Safe for use by many threads; never blocks.
 */
public final class KeyringTokenKeys implements BridgeTokenKeys {

  /** The internal key that signs tokens. */
  public static final KeyName NAME = InternalKey.TOKENS.keyName();

  private static final int SIGNATURE_BYTES = 64;
  private static final Comparator<KeyVersion> BY_NUMBER =
      Comparator.comparingInt(KeyVersion::number);

  private record Read(long serial, Map<String, TrustedKey> trusted) {}

  private final InternalSigning signing;
  private final Duration settling;
  private final Clock clock;
  private volatile Read read = new Read(-1, Map.of());

  /**
   * @param settling how long a new version signs nothing while there is an older one
   */
  public KeyringTokenKeys(KeyRegistry registry, Duration settling, Clock clock) {
    this.signing = new InternalSigning(registry, InternalKey.TOKENS);
    this.settling = settling;
    this.clock = clock;
  }

  @Override
  public List<TokenSigner> signers() {
    return state().map(state -> signers(signing(state))).orElseGet(List::of);
  }

  /** The latest that every replica has seen; of those that some may not have, the oldest. */
  private KeyVersion signing(KeyState state) {
    Instant settled = clock.instant().minus(settling);
    int least = Math.max(state.minDecryptionVersion(), state.minEncryptionVersion());
    List<KeyVersion> usable =
        state.versions().stream().filter(version -> version.number() >= least).toList();
    return usable.stream()
        .filter(version -> !version.created().isAfter(settled))
        .max(BY_NUMBER)
        .or(() -> usable.stream().min(BY_NUMBER))
        .orElse(state.latest());
  }

  private List<TokenSigner> signers(KeyVersion version) {
    return version.recipients().stream()
        .flatMap(recipient -> signer(version.number(), recipient).stream())
        .sorted(Comparator.comparing(signer -> !signer.isReady()))
        .<TokenSigner>map(signer -> signer)
        .toList();
  }

  private Optional<Signer> signer(int version, Recipient recipient) {
    return trusted(recipient).map(key -> new Signer(version, recipient, key));
  }

  @Override
  public boolean isKnown() {
    return signing.isKnown();
  }

  @Override
  public Optional<TrustedKey> trusted(String keyId) {
    return state().map(this::read).map(now -> now.trusted().get(keyId));
  }

  private Read read(KeyState state) {
    Read last = read;
    if (last.serial() == state.serial()) {
      return last;
    }
    Map<String, TrustedKey> trusted = new HashMap<>();
    state.versions().stream()
        .filter(version -> version.number() >= state.minDecryptionVersion())
        .flatMap(version -> version.recipients().stream())
        .flatMap(KeyringTokenKeys::trustedStream)
        .forEach(key -> trusted.put(key.id(), key));
    Read now = new Read(state.serial(), Map.copyOf(trusted));
    read = now;
    return now;
  }

  private static Stream<TrustedKey> trustedStream(Recipient recipient) {
    return trusted(recipient).stream();
  }

  /** Empty if the recipient does not sign, or not with P-256. */
  private static Optional<TrustedKey> trusted(Recipient recipient) {
    try {
      return recipient.usage() instanceof Usage.Signing signing
          ? Optional.of(TrustedKey.of(signing.publicKey().der()))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Optional<KeyState> state() {
    return signing.state().filter(state -> !state.frozen());
  }

  private final class Signer implements TokenSigner {
    private final int version;
    private final Recipient recipient;
    private final TrustedKey key;

    Signer(int version, Recipient recipient, TrustedKey key) {
      this.version = version;
      this.recipient = recipient;
      this.key = key;
    }

    boolean isReady() {
      return signing.isReady(recipient);
    }

    @Override
    public TrustedKey key() {
      return key;
    }

    @Override
    public CompletionStage<byte[]> sign(byte[] data) {
      return signing.sign(version, recipient, data).thenApply(Signer::concatenated);
    }

    private static byte[] concatenated(byte[] der) {
      try {
        return ECDSA.transcodeSignatureToConcat(der, SIGNATURE_BYTES);
      } catch (JOSEException e) {
        throw new CompletionException(
            new HsmException(
                new HsmFault.Refused(
                    "the HSM's signature is no ECDSA signature in DER: " + e.getMessage())));
      }
    }
  }
}

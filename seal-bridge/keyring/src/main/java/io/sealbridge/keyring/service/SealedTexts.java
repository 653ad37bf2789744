package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.envelope.Envelope;
import io.sealbridge.keyring.envelope.EnvelopeContext;
import java.util.concurrent.CompletionStage;

/** Seals and opens texts in the layout of their version, which is never guessed from bytes. */
final class SealedTexts {
  /** A text that may be one of the version; nothing has been asked of an HSM yet. */
  @FunctionalInterface
  interface Opening {
    CompletionStage<Opener.Opened> begin();
  }

  private final Sealer sealer;
  private final Opener opener;
  private final DirectCipher direct;

  SealedTexts(Sealer sealer, Opener opener, DirectCipher direct) {
    this.sealer = sealer;
    this.opener = opener;
    this.direct = direct;
  }

  CompletionStage<Sealer.Sealed> seal(
      KeyName key, KeyVersion version, SecretBytes plaintext, byte[] aad) {
    return switch (version.layout()) {
      case ENVELOPE -> sealer.seal(key, version, plaintext, aad);
      case VAULT -> direct.seal(key, version, plaintext, aad);
      case NONE -> throw sealsNothing(key, version);
    };
  }

  /** Throws what the caller is told of a text that cannot be one of the version. */
  Opening opening(KeyName key, KeyVersion version, Ciphertext text, byte[] aad) {
    return switch (version.layout()) {
      case ENVELOPE -> {
        Envelope envelope =
            Envelope.parse(text.body())
                .requireMadeFor(EnvelopeContext.TRANSIT, key, version.number());
        yield () -> opener.open(key, version, envelope, aad);
      }
      case VAULT -> direct.opening(key, version, text.body(), aad);
      case NONE -> throw sealsNothing(key, version);
    };
  }

  private static IllegalStateException sealsNothing(KeyName key, KeyVersion version) {
    return new IllegalStateException(
        "version " + version.number() + " of key " + key + " seals nothing");
  }
}

package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.envelope.OaepWrap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Wraps and unwraps with a new key once. A token may make a key that it then cannot use as the
 * state would say, an OAEP hash it lacks for one: that must show before a Vault depends on it.
 */
final class Trial {
  private static final byte[] AAD = "seal-bridge trial".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 32;

  private final HsmToken token;
  private final TokenKey key;
  private final SecureRandom random;

  Trial(HsmToken token, TokenKey key, SecureRandom random) {
    this.token = token;
    this.key = key;
    this.random = random;
  }

  CompletionStage<Void> run() {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    SecretBytes secret = SecretBytes.takeOwnershipOf(bytes);
    return wrap(secret)
        .thenCompose(wrapped -> token.unwrap(key, wrapped, AAD))
        .thenAccept(unwrapped -> requireSame(secret, unwrapped))
        .whenComplete((done, failure) -> secret.close());
  }

  private CompletionStage<WrappedKey> wrap(SecretBytes secret) {
    return switch (key.usage()) {
      case Wrapping.AesGcm _ -> token.wrap(key, secret, AAD);
      case Wrapping.RsaOaep rsa ->
          CompletableFuture.completedFuture(OaepWrap.wrap(rsa, secret, random));
      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
          throw new IllegalStateException(key.label() + " wraps no data keys");
    };
  }

  private void requireSame(SecretBytes secret, SecretBytes unwrapped) {
    try (unwrapped) {
      boolean same = secret.use(a -> unwrapped.use(b -> MessageDigest.isEqual(a, b)));
      if (!same) {
        throw new KeyringException(
            new KeyringError.ChangeFailed(
                "HSM "
                    + token.name()
                    + " did not unwrap with "
                    + key.label()
                    + " what it wrapped"));
      }
    }
  }
}

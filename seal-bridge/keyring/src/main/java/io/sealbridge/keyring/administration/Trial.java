package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.envelope.OaepWrap;
import io.sealbridge.keyring.signature.SoftwareVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Does once with a new key what it is for. A token may make or take in a key that it then cannot
 * use as the state would say, an OAEP hash it lacks for one, or whose public half is another's:
 * that must show before anybody depends on it.
 */
public final class Trial {
  private static final byte[] AAD = "seal-bridge trial".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 32;

  private final HsmToken token;
  private final TokenKey key;
  private final SecureRandom random;

  public Trial(HsmToken token, TokenKey key, SecureRandom random) {
    this.token = token;
    this.key = key;
    this.random = random;
  }

  /**
   * Fails with {@link KeyringException} if the HSM does something else than it must, and with
   * {@link io.sealbridge.keyring.HsmException} if it does nothing.
   */
  public CompletionStage<Void> run() {
    return switch (key.usage()) {
      case Wrapping.AesGcm _ -> opens(secret -> token.wrap(key, secret, AAD));
      case Wrapping.RsaOaep rsa -> {
        CompletionStage<Void> opened =
            opens(secret -> CompletableFuture.completedFuture(OaepWrap.wrap(rsa, secret, random)));
        yield rsa.signs()
            ? opened.thenCompose(
                done ->
                    signs(
                        rsa.publicKey(),
                        new SignatureScheme.Pkcs1(Optional.of(HashFunction.SHA256))))
            : opened;
      }
      case Usage.Signing signing -> signs(signing.publicKey(), scheme());
      case Usage.Mac _ -> makesCodes();
      case Usage.Unwrapping unwrapping ->
          new ImportTrial(token, key, unwrapping, random).run().thenAccept(this::require);
    };
  }

  /** A way to wrap, which differs by the key's kind. */
  private interface Wrap {
    CompletionStage<WrappedKey> of(SecretBytes secret);
  }

  private CompletionStage<Void> opens(Wrap wrap) {
    SecretBytes secret = SecretBytes.takeOwnershipOf(randomBytes());
    return wrap.of(secret)
        .thenCompose(wrapped -> token.unwrap(key, wrapped, AAD))
        .thenAccept(unwrapped -> require(isSame(secret, unwrapped)))
        .whenComplete((done, failure) -> secret.close());
  }

  private static boolean isSame(SecretBytes secret, SecretBytes unwrapped) {
    try (unwrapped) {
      return secret.use(a -> unwrapped.use(b -> MessageDigest.isEqual(a, b)));
    }
  }

  private SignatureScheme scheme() {
    return key.type() == KeyType.ED25519
        ? new SignatureScheme.Ed25519()
        : new SignatureScheme.Ecdsa();
  }

  private CompletionStage<Void> signs(PublicKeyInfo publicKey, SignatureScheme scheme) {
    byte[] digest = randomBytes();
    return token
        .sign(key, scheme, digest.clone())
        .thenAccept(
            signature ->
                require(new SoftwareVerifier(publicKey).verifies(scheme, digest, signature)));
  }

  /** The key cannot be read, so all that shows is that it answers, and alike each time. */
  private CompletionStage<Void> makesCodes() {
    byte[] input = randomBytes();
    return token
        .mac(key, HashFunction.SHA256, input.clone())
        .thenCompose(
            first ->
                token
                    .mac(key, HashFunction.SHA256, input.clone())
                    .thenAccept(
                        second ->
                            require(
                                first.length == HashFunction.SHA256.bytes()
                                    && MessageDigest.isEqual(first, second))));
  }

  private void require(boolean passed) {
    if (!passed) {
      throw new KeyringException(
          new KeyringError.ChangeFailed(
              "HSM " + token.name() + " did not " + work() + " with " + key.label()));
    }
  }

  private String work() {
    return switch (key.usage()) {
      case Wrapping.AesGcm _, Wrapping.RsaOaep _ -> "do rightly what must be done";
      case Usage.Signing _ -> "make a signature that its public key verifies";
      case Usage.Mac _ -> "make the same code twice";
      case Usage.Unwrapping _ -> "take in the key that was wrapped for it";
    };
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return bytes;
  }
}

package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.envelope.OaepWrap;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Vault's own layout, of keys that also live in a Vault: the text itself is under the key. AES: a
 * nonce of 12 bytes, ciphertext, tag of 16 bytes. RSA: OAEP with SHA-256, encrypted in software.
 */
final class DirectCipher {
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int OAEP_OVERHEAD = 2 * 32 + 2;

  private final KeyRegistry registry;
  private final AnyHsm hsms;
  private final WrapBudget budget;
  private final SecureRandom random;

  DirectCipher(KeyRegistry registry, WrapBudget budget, SecureRandom random) {
    this.registry = registry;
    this.hsms = new AnyHsm(registry);
    this.budget = budget;
    this.random = random;
  }

  CompletionStage<Sealer.Sealed> seal(
      KeyName key, KeyVersion version, SecretBytes plaintext, byte[] aad) {
    Recipient recipient = version.recipients().getFirst();
    return switch (recipient.wrapping()) {
      case Wrapping.AesGcm _ ->
          budget
              .take(key, version.number())
              .thenCompose(
                  taken ->
                      hsms.of(
                          key, version, (token, tokenKey) -> token.wrap(tokenKey, plaintext, aad)))
              .thenApply(done -> sealed(version, done));
      case Wrapping.RsaOaep rsa ->
          CompletableFuture.completedFuture(encrypt(key, version, rsa, plaintext, aad));
    };
  }

  private static Sealer.Sealed sealed(KeyVersion version, AnyHsm.Done<WrappedKey> done) {
    byte[] nonce = done.value().iv();
    String hsm = done.recipient().hsm();
    if (nonce.length != NONCE) {
      throw new KeyringException(
          new KeyringError.HsmUnavailable(
              new HsmFault.Refused("it makes nonces of " + nonce.length + " bytes"),
              hsm + ": Vault's layout needs a nonce of 12 bytes"));
    }
    byte[] bytes = done.value().bytes();
    byte[] body = ByteBuffer.allocate(NONCE + bytes.length).put(nonce).put(bytes).array();
    return new Sealer.Sealed(new Ciphertext(version.number(), body), hsm);
  }

  private Sealer.Sealed encrypt(
      KeyName key, KeyVersion version, Wrapping.RsaOaep rsa, SecretBytes plaintext, byte[] aad) {
    Recipient recipient = version.recipients().getFirst();
    registry.refusal(key, version.number(), recipient).ifPresent(DirectCipher::refuse);
    requireVaultsHash(rsa);
    requireNoAad(aad);
    int most = recipient.type().bits() / Byte.SIZE - OAEP_OVERHEAD;
    if (plaintext.length() > most) {
      throw new KeyringException(
          new KeyringError.InvalidInput(
              "plaintext is too long for this RSA key: at most " + most + " bytes"));
    }
    byte[] body = OaepWrap.wrap(rsa, plaintext, random).bytes();
    return new Sealer.Sealed(new Ciphertext(version.number(), body), recipient.hsm());
  }

  private static void refuse(AttestedKey attested) {
    throw new KeyringException(
        new KeyringError.KeyRefused(attested.key(), attested.keyVersion(), attested.findings()));
  }

  private static void requireVaultsHash(Wrapping.RsaOaep rsa) {
    if (rsa.hash() != OaepHash.SHA256) {
      throw new KeyringException(
          new KeyringError.WrongKeyType(
              "this key's HSM decrypts by RSA-OAEP with %s only, Vault encrypts with SHA-256"
                  .formatted(rsa.hash().jcaName())));
    }
  }

  private static void requireNoAad(byte[] aad) {
    if (aad.length > 0) {
      throw new KeyringException(
          new KeyringError.InvalidInput("associated data cannot be used with an RSA key"));
    }
  }

  /**
   * Refuses before any HSM is called what cannot be a text of the version.
   *
   * @throws KeyringException and nothing else
   */
  SealedTexts.Opening opening(KeyName key, KeyVersion version, byte[] body, byte[] aad) {
    WrappedKey wrapped =
        switch (version.recipients().getFirst().wrapping()) {
          case Wrapping.AesGcm _ -> aes(body);
          case Wrapping.RsaOaep rsa -> {
            requireVaultsHash(rsa);
            requireNoAad(aad);
            yield new WrappedKey(new byte[0], body);
          }
        };
    return () ->
        hsms.of(key, version, (token, tokenKey) -> token.unwrap(tokenKey, wrapped, aad))
            .exceptionally(
                failure -> {
                  throw cannotOpen(failure);
                })
            .thenApply(done -> new Opener.Opened(done.value(), done.recipient().hsm()));
  }

  private static WrappedKey aes(byte[] body) {
    if (body.length < NONCE + TAG) {
      throw new KeyringException(
          new KeyringError.InvalidCiphertext("invalid ciphertext: it is too short"));
    }
    return new WrappedKey(Arrays.copyOf(body, NONCE), Arrays.copyOfRange(body, NONCE, body.length));
  }

  private static KeyringException cannotOpen(Throwable failure) {
    return HsmException.faultOf(failure).orElse(null) instanceof HsmFault.BadInput bad
        ? new KeyringException(new KeyringError.CannotOpen(bad.code() + " " + bad.seen()), failure)
        : KeyringException.of(failure);
  }
}

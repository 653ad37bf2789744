package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.envelope.OaepWrap;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Imports a throw-away AES key, has the token seal a text under it, opens that in software, and
 * destroys the key.
 */
final class ImportTrial {
  private static final int LENGTH = 32;
  private static final byte[] AAD = new byte[0];

  private final HsmToken token;
  private final TokenKey unwrapper;
  private final Usage.Unwrapping usage;
  private final SecureRandom random;

  ImportTrial(HsmToken token, TokenKey unwrapper, Usage.Unwrapping usage, SecureRandom random) {
    this.token = token;
    this.unwrapper = unwrapper;
    this.usage = usage;
    this.random = random;
  }

  /** Whether the token took in the very key. */
  CompletionStage<Boolean> run() {
    byte[] thrownAway = randomBytes();
    // No label of a version, so that what a crash leaves is never taken for one.
    KeyOrder order =
        new KeyOrder(
            unwrapper.label() + "-trial",
            CkaId.random(random),
            KeyType.AES_256,
            new UsageChoice.AesGcm(),
            Origin.IMPORTED);
    return token
        .importKey(unwrapper, wrapped(thrownAway), order, Optional.empty())
        .thenCompose(imported -> tryAndDestroy(imported, thrownAway));
  }

  private CompletionStage<Boolean> tryAndDestroy(TokenKey imported, byte[] key) {
    CompletionStage<Boolean> tried = isSame(imported, key);
    return tried
        .handle((same, failure) -> token.destroy(imported))
        .thenCompose(destroyed -> destroyed)
        .thenCompose(destroyed -> tried);
  }

  private byte[] wrapped(byte[] key) {
    byte[] ephemeral = randomBytes();
    try (SecretBytes secret = SecretBytes.copyOf(ephemeral)) {
      byte[] first =
          OaepWrap.wrap(new Wrapping.RsaOaep(usage.hash(), usage.publicKey()), secret, random)
              .bytes();
      Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(ephemeral, "AES"));
      byte[] second = cipher.doFinal(key);
      return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 25 wraps keys by AES-KWP", e);
    }
  }

  private CompletionStage<Boolean> isSame(TokenKey imported, byte[] key) {
    SecretBytes text = SecretBytes.takeOwnershipOf(randomBytes());
    return token
        .wrap(imported, text, AAD)
        .thenApply(blob -> text.use(bytes -> MessageDigest.isEqual(bytes, opened(key, blob))))
        .whenComplete((done, failure) -> text.close());
  }

  private static byte[] opened(byte[] key, WrappedKey blob) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, blob.iv()));
      cipher.updateAAD(AAD);
      return cipher.doFinal(blob.bytes());
    } catch (GeneralSecurityException _) {
      return new byte[0];
    }
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return bytes;
  }
}

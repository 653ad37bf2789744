package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys on their way between tokens: an AES-256 key under RSA-OAEP, and the key itself under AES-KWP
 * with that AES key.
 */
public final class FakeTransfer {
  private static final int EPHEMERAL_BYTES = 32;

  private FakeTransfer() {}

  /** Wraps {@code key} (raw, or PKCS#8) as Vault's import wants it. */
  public static byte[] wrap(byte[] key, PublicKeyInfo receiver, OaepHash hash, SecureRandom random)
      throws GeneralSecurityException {
    byte[] ephemeral = new byte[EPHEMERAL_BYTES];
    random.nextBytes(ephemeral);
    Key publicKey =
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(receiver.der()));
    byte[] first = oaep(Cipher.ENCRYPT_MODE, publicKey, hash, ephemeral);
    byte[] second = keyWrapPad(Cipher.ENCRYPT_MODE, ephemeral, key);
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  static byte[] unwrap(byte[] wrapped, PrivateKey unwrapper, OaepHash hash)
      throws GeneralSecurityException {
    int block = ((RSAKey) unwrapper).getModulus().bitLength() / 8;
    if (wrapped.length <= block) {
      throw new InvalidKeyException("too short for a wrapped key");
    }
    byte[] ephemeral = oaep(Cipher.DECRYPT_MODE, unwrapper, hash, Arrays.copyOf(wrapped, block));
    if (ephemeral.length != EPHEMERAL_BYTES) {
      throw new InvalidKeyException("the ephemeral key has " + ephemeral.length + " bytes");
    }
    return keyWrapPad(
        Cipher.DECRYPT_MODE, ephemeral, Arrays.copyOfRange(wrapped, block, wrapped.length));
  }

  static byte[] oaep(int mode, Key key, OaepHash hash, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        mode,
        key,
        new OAEPParameterSpec(
            hash.jcaName(),
            "MGF1",
            new MGF1ParameterSpec(hash.jcaName()),
            PSource.PSpecified.DEFAULT));
    return cipher.doFinal(input);
  }

  private static byte[] keyWrapPad(int mode, byte[] key, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"));
    return cipher.doFinal(input);
  }
}

package io.sealbridge.hsm.datapath;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.login.LoginException;

/**
 * The JDK's provider, on a library that is ours and a token that is logged in. It is never added to
 * the global list of providers. Its own copies of a plaintext on the heap cannot be wiped.
 */
public final class SunPkcs11DataPath implements DataPath {
  private static final int TAG_BITS = 128;
  private static final int IV_BYTES = 12;

  private final AuthProvider provider;
  private final SunPkcs11Keys keys;
  private final SecureRandom random;

  public SunPkcs11DataPath(AuthProvider provider, SunPkcs11Keys keys, SecureRandom random) {
    this.provider = provider;
    this.keys = keys;
    this.random = random;
  }

  /** What it cannot do, by name. */
  @Override
  public Optional<String> objectionTo(KeyType type, UsageChoice choice) {
    return switch (choice) {
      case UsageChoice.AesGcm _ -> Optional.empty();
      case UsageChoice.RsaOaep _, UsageChoice.Unwrapping _ -> Optional.of(noOaep());
      case UsageChoice.Mac _ -> Optional.of(noMac());
      case UsageChoice.Signing _ ->
          type == KeyType.ED25519 ? Optional.of(ecdsaOnly()) : Optional.empty();
    };
  }

  private static String ecdsaOnly() {
    return "provider sunpkcs11 signs digests by ECDSA only; set hsms.provider to cryptoki";
  }

  private static String noMac() {
    return "provider sunpkcs11 makes no codes with the token's keys; set hsms.provider to cryptoki";
  }

  private static String noOaep() {
    return "provider sunpkcs11 cannot do RSA-OAEP; set hsms.provider to cryptoki";
  }

  @Override
  public WrappedKey encrypt(
      CryptokiSession session, KeyHandle key, SecretBytes dataKey, byte[] aad) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] wrapped =
        dataKey.use(bytes -> gcm(Cipher.ENCRYPT_MODE, key, new WrappedKey(iv, bytes), aad));
    return new WrappedKey(iv, wrapped);
  }

  @Override
  public SecretBytes decrypt(
      CryptokiSession session, KeyHandle key, WrappedKey wrapped, byte[] aad) {
    return SecretBytes.takeOwnershipOf(gcm(Cipher.DECRYPT_MODE, key, wrapped, aad));
  }

  /** All data in one doFinal: update before it loses data in this provider. */
  private byte[] gcm(int mode, KeyHandle key, WrappedKey input, byte[] aad) {
    SecretKey secret = keys.secret(key.label());
    byte[] bytes = input.bytes();
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, input.iv()));
      cipher.updateAAD(aad);
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException | ProviderException e) {
      throw SunPkcs11Failures.translate("Cipher", e);
    } finally {
      java.util.Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public SecretBytes decryptOaep(
      CryptokiSession session, KeyHandle key, OaepHash hash, byte[] ciphertext) {
    throw new HsmException(new HsmFault.Refused(noOaep()));
  }

  @Override
  public byte[] sign(CryptokiSession session, KeyHandle key, SignatureScheme scheme, byte[] input) {
    return switch (scheme) {
      case SignatureScheme.Ecdsa _ -> ecdsa(key, input);
      case SignatureScheme.Ed25519 _, SignatureScheme.Pkcs1 _, SignatureScheme.Pss _ ->
          throw new HsmException(new HsmFault.Refused(ecdsaOnly()));
    };
  }

  private byte[] ecdsa(KeyHandle key, byte[] digest) {
    PrivateKey secret = keys.signing(key.label());
    try {
      Signature signature = Signature.getInstance("NONEwithECDSA", provider);
      signature.initSign(secret);
      signature.update(digest);
      return signature.sign();
    } catch (GeneralSecurityException | ProviderException e) {
      throw SunPkcs11Failures.translate("Signature", e);
    }
  }

  @Override
  public byte[] mac(CryptokiSession session, KeyHandle key, HashFunction hash, byte[] input) {
    throw new HsmException(new HsmFault.Refused(noMac()));
  }

  /** The provider sees a private key only beside a certificate, so one is made. */
  @Override
  public void prepareSigningKey(
      CryptokiSession session, KeyHandle key, CkaId id, PublicKeyInfo publicKey) {
    SelfSigned certificate =
        SelfSigned.make(
            key.label(),
            publicKey,
            hash -> session.sign(new Mechanism.Ecdsa(), key.object(), hash));
    session.createObject(
        Template.of(ObjectClass.CERTIFICATE)
            .with(AttributeType.CERTIFICATE_TYPE, 0)
            .withAll(true, AttributeType.TOKEN)
            .with(AttributeType.LABEL, key.label())
            .with(AttributeType.ID, id.bytes())
            .with(AttributeType.SUBJECT, certificate.subject())
            .with(AttributeType.ISSUER, certificate.subject())
            .with(AttributeType.SERIAL_NUMBER, certificate.serialNumber())
            .with(AttributeType.VALUE, certificate.der()));
  }

  /** Logs the process out and destroys the provider's sessions with it. */
  @Override
  public void close() {
    try {
      provider.logout();
    } catch (LoginException | ProviderException _) {
      // the token is gone, and its sessions with it
    }
  }
}

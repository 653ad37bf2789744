package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** A key in a fake token: real cryptography in software, attributes as a well-made key has them. */
final class FakeKey {
  private final TokenKey tokenKey;
  private final Key key;
  private final Map<KeyAttributes.Name, Attribute> attributes;

  private FakeKey(TokenKey tokenKey, Key key) {
    this.tokenKey = tokenKey;
    this.key = key;
    this.attributes = new EnumMap<>(goodAttributes(tokenKey.usage()));
  }

  static FakeKey generate(String label, CkaId id, KeyType type, UsageChoice choice)
      throws GeneralSecurityException {
    return switch (choice) {
      case UsageChoice.AesGcm _ -> {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(type.bits());
        yield new FakeKey(
            new TokenKey(id, label, type, new Wrapping.AesGcm()), generator.generateKey());
      }
      case UsageChoice.RsaOaep(OaepHash hash, boolean signs) -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(type.bits());
        KeyPair pair = generator.generateKeyPair();
        PublicKeyInfo info = PublicKeyInfo.of(pair.getPublic().getEncoded());
        yield new FakeKey(
            new TokenKey(id, label, type, new Wrapping.RsaOaep(hash, info, signs)),
            pair.getPrivate());
      }
      case UsageChoice.Signing _, UsageChoice.Mac _, UsageChoice.Unwrapping _ ->
          throw new IllegalArgumentException("the fake makes wrapping keys only");
    };
  }

  /** The same key material under another CKA_ID. */
  FakeKey underId(CkaId id) {
    return new FakeKey(
        new TokenKey(id, tokenKey.label(), tokenKey.type(), tokenKey.usage(), tokenKey.origin()),
        key);
  }

  TokenKey tokenKey() {
    return tokenKey;
  }

  void override(KeyAttributes.Name name, Attribute value) {
    attributes.put(name, value);
  }

  KeyAttributes describe() {
    return new KeyAttributes(
        tokenKey.label(), tokenKey.id(), Optional.of(tokenKey.type()), attributes);
  }

  WrappedKey wrap(SecretBytes dataKey, byte[] aad, SecureRandom random)
      throws GeneralSecurityException {
    byte[] iv = new byte[12];
    random.nextBytes(iv);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
    cipher.updateAAD(aad);
    byte[] plain = dataKey.use(byte[]::clone);
    return new WrappedKey(iv, cipher.doFinal(plain));
  }

  SecretBytes unwrap(WrappedKey wrapped, byte[] aad) throws GeneralSecurityException {
    return switch (tokenKey.usage()) {
      case Wrapping.AesGcm _ -> {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, wrapped.iv()));
        cipher.updateAAD(aad);
        yield SecretBytes.takeOwnershipOf(cipher.doFinal(wrapped.bytes()));
      }
      case Wrapping.RsaOaep(OaepHash hash, PublicKeyInfo _, boolean _) -> {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
            Cipher.DECRYPT_MODE,
            key,
            new OAEPParameterSpec(
                hash.jcaName(),
                "MGF1",
                new MGF1ParameterSpec(hash.jcaName()),
                PSource.PSpecified.DEFAULT));
        yield SecretBytes.takeOwnershipOf(cipher.doFinal(wrapped.bytes()));
      }
      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
          throw new IllegalStateException("wraps no data keys");
    };
  }

  private static Map<KeyAttributes.Name, Attribute> goodAttributes(Usage usage) {
    Map<KeyAttributes.Name, Attribute> good = new EnumMap<>(KeyAttributes.Name.class);
    for (KeyAttributes.Name name : KeyAttributes.Name.values()) {
      good.put(
          name,
          switch (name) {
            case LOCAL, PRIVATE, SENSITIVE, ALWAYS_SENSITIVE, NEVER_EXTRACTABLE, DECRYPT ->
                Attribute.TRUE;
            case ENCRYPT ->
                switch (usage) {
                  case Wrapping.AesGcm _ -> Attribute.TRUE;
                  case Wrapping.RsaOaep _, Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
                      Attribute.NOT_SAID;
                };
            case EXTRACTABLE, MODIFIABLE, SIGN, VERIFY, WRAP, UNWRAP, DERIVE -> Attribute.FALSE;
          });
    }
    return good;
  }
}

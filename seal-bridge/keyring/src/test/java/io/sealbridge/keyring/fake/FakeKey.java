package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/** A key in a fake token: real cryptography in software, attributes as a well-made key has them. */
final class FakeKey {
  private final TokenKey tokenKey;
  private final FakeMaterial material;
  private final Map<KeyAttributes.Name, Attribute> attributes;

  private FakeKey(TokenKey tokenKey, FakeMaterial material) {
    this.tokenKey = tokenKey;
    this.material = material;
    this.attributes = new EnumMap<>(FakeAttributes.of(tokenKey.usage(), tokenKey.origin()));
  }

  static FakeKey generate(KeyOrder order) throws GeneralSecurityException {
    if (order.origin() == Origin.IMPORTED) {
      throw refused("a key of origin IMPORTED is not made but imported");
    }
    return of(order, FakeMaterial.generate(order.type()));
  }

  private static FakeKey of(KeyOrder order, FakeMaterial material) {
    Usage usage =
        switch (order.usage()) {
          case UsageChoice.AesGcm _ -> new Wrapping.AesGcm();
          case UsageChoice.RsaOaep(OaepHash hash, boolean signs) ->
              new Wrapping.RsaOaep(hash, material.publicKey().orElseThrow(), signs);
          case UsageChoice.Signing _ -> new Usage.Signing(material.publicKey().orElseThrow());
          case UsageChoice.Mac _ -> new Usage.Mac();
          case UsageChoice.Unwrapping(OaepHash hash) ->
              new Usage.Unwrapping(hash, material.publicKey().orElseThrow());
        };
    return new FakeKey(
        new TokenKey(order.id(), order.label(), order.type(), usage, order.origin()), material);
  }

  /** The same key material under another CKA_ID. */
  FakeKey underId(CkaId id) {
    return new FakeKey(
        new TokenKey(id, tokenKey.label(), tokenKey.type(), tokenKey.usage(), tokenKey.origin()),
        material);
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
    cipher.init(Cipher.ENCRYPT_MODE, material.secret(), new GCMParameterSpec(128, iv));
    cipher.updateAAD(aad);
    byte[] plain = dataKey.use(byte[]::clone);
    return new WrappedKey(iv, cipher.doFinal(plain));
  }

  SecretBytes unwrap(WrappedKey wrapped, byte[] aad) throws GeneralSecurityException {
    return switch (tokenKey.usage()) {
      case Wrapping.AesGcm _ -> {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            Cipher.DECRYPT_MODE, material.secret(), new GCMParameterSpec(128, wrapped.iv()));
        cipher.updateAAD(aad);
        yield SecretBytes.takeOwnershipOf(cipher.doFinal(wrapped.bytes()));
      }
      case Wrapping.RsaOaep rsa ->
          SecretBytes.takeOwnershipOf(
              FakeTransfer.oaep(
                  Cipher.DECRYPT_MODE, material.privateKey(), rsa.hash(), wrapped.bytes()));
      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
          throw refused("C_DecryptInit: CKR_KEY_FUNCTION_NOT_PERMITTED");
    };
  }

  byte[] sign(SignatureScheme scheme, byte[] input, SecureRandom random)
      throws GeneralSecurityException {
    boolean signs =
        switch (tokenKey.usage()) {
          case Usage.Signing _ -> true;
          case Wrapping.RsaOaep rsa -> rsa.signs();
          case Wrapping.AesGcm _, Usage.Mac _, Usage.Unwrapping _ -> false;
        };
    if (!signs) {
      throw refused("C_SignInit: CKR_KEY_FUNCTION_NOT_PERMITTED");
    }
    return FakeSignatures.sign(material.privateKey(), scheme, input, random);
  }

  byte[] mac(HashFunction hash, byte[] input) throws GeneralSecurityException {
    if (!(tokenKey.usage() instanceof Usage.Mac)) {
      throw refused("C_SignInit: CKR_KEY_FUNCTION_NOT_PERMITTED");
    }
    Mac mac = Mac.getInstance("Hmac" + hash.jcaName().replaceFirst("SHA-", "SHA"));
    mac.init(material.secret());
    return mac.doFinal(input);
  }

  /** The key in {@code wrapped}, which this key unwraps. */
  FakeKey takeIn(byte[] wrapped, KeyOrder order) throws GeneralSecurityException {
    if (!(tokenKey.usage() instanceof Usage.Unwrapping(OaepHash hash, PublicKeyInfo _))) {
      throw refused("C_UnwrapKey: CKR_KEY_FUNCTION_NOT_PERMITTED");
    }
    byte[] key = FakeTransfer.unwrap(wrapped, material.privateKey(), hash);
    return of(order, FakeMaterial.decode(order.type(), key));
  }

  byte[] giveOut(PublicKeyInfo receiver, OaepHash hash, SecureRandom random)
      throws GeneralSecurityException {
    if (attributes.get(KeyAttributes.Name.EXTRACTABLE) != Attribute.TRUE) {
      throw refused("C_WrapKey: CKR_KEY_UNEXTRACTABLE");
    }
    return FakeTransfer.wrap(material.encoded(), receiver, hash, random);
  }

  private static HsmException refused(String seen) {
    return new HsmException(new HsmFault.Refused(seen));
  }
}

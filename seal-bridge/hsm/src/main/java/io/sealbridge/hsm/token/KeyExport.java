package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.KeyKind;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.TokenKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;

/**
 * Wraps a key for somebody else inside the token: under a passing AES key by AES-KWP, and that key
 * by RSA-OAEP. Only for keys that were made to be wrapped.
 */
final class KeyExport {
  private KeyExport() {}

  static byte[] wrap(
      Link link, CryptokiSession session, TokenKey key, PublicKeyInfo receiver, OaepHash hash) {
    if (key.origin() != Origin.SYNCABLE) {
      throw refused("key \"" + key.label() + "\" was not made to be wrapped");
    }
    if (link.profile().keyWrapPad() == 0) {
      throw refused("tokens of profile " + link.profile().name() + " do not wrap by AES-KWP");
    }
    if (!link.profile().oaepHashes().contains(hash)) {
      throw refused(
          "tokens of profile %s do RSA-OAEP with %s only, not with %s"
              .formatted(link.profile().name(), link.profile().oaepHashes(), hash));
    }
    ObjectHandle target = KeyFinder.find(link, session, key).object();
    ObjectHandle receiving = session.createObject(publicKey(receiver));
    try {
      ObjectHandle passing = PassingKey.generate(session);
      try {
        byte[] first =
            session.wrapKey(new Mechanism.RsaOaep(PassingKey.tokenHash(hash)), receiving, passing);
        byte[] second =
            session.wrapKey(
                new Mechanism.AesKeyWrapPad(link.profile().keyWrapPad()), passing, target);
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
      } finally {
        session.destroyObject(passing);
      }
    } finally {
      session.destroyObject(receiving);
    }
  }

  private static Template publicKey(PublicKeyInfo receiver) {
    RSAPublicKey key = rsa(receiver);
    return Template.of(ObjectClass.PUBLIC_KEY, KeyKind.RSA)
        .with(AttributeType.TOKEN, false)
        .with(AttributeType.WRAP, true)
        .withAll(false, AttributeType.ENCRYPT, AttributeType.VERIFY)
        .with(AttributeType.MODULUS, unsigned(key.getModulus()))
        .with(AttributeType.PUBLIC_EXPONENT, unsigned(key.getPublicExponent()));
  }

  private static RSAPublicKey rsa(PublicKeyInfo receiver) {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(receiver.der()));
    } catch (GeneralSecurityException e) {
      throw new HsmException(new HsmFault.BadInput("the receiver's key is no RSA public key"), e);
    }
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] signed = number.toByteArray();
    return signed[0] == 0 ? java.util.Arrays.copyOfRange(signed, 1, signed.length) : signed;
  }

  private static HsmException refused(String seen) {
    return new HsmException(new HsmFault.Refused(seen));
  }
}

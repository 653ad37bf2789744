package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Hash;
import io.sealbridge.hsm.cryptoki.KeyKind;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;

/** The AES-256 key under which a key passes from one token to another: a session object. */
final class PassingKey {
  private static final int BYTES = 32;

  private PassingKey() {}

  /** The caller destroys it. */
  static ObjectHandle unwrap(
      Link link, CryptokiSession session, TokenKey unwrapper, byte[] wrapped) {
    if (!(unwrapper.usage() instanceof Usage.Unwrapping unwrapping)) {
      throw new HsmException(
          new HsmFault.Refused("key \"" + unwrapper.label() + "\" unwraps no keys"));
    }
    return session.unwrapKey(
        new Mechanism.RsaOaep(tokenHash(unwrapping.hash())),
        KeyFinder.find(link, session, unwrapper).object(),
        wrapped,
        template(AttributeType.UNWRAP).with(AttributeType.EXTRACTABLE, false));
  }

  /** Made in the token; can itself be wrapped. The caller destroys it. */
  static ObjectHandle generate(CryptokiSession session) {
    return session.generateKey(
        new Mechanism.AesKeyGen(BYTES),
        template(AttributeType.WRAP).with(AttributeType.EXTRACTABLE, true));
  }

  private static Template template(AttributeType use) {
    return Template.of(ObjectClass.SECRET_KEY, KeyKind.AES)
        .with(AttributeType.TOKEN, false)
        .withAll(true, AttributeType.PRIVATE, AttributeType.SENSITIVE)
        .withAll(
            false,
            AttributeType.ENCRYPT,
            AttributeType.DECRYPT,
            AttributeType.SIGN,
            AttributeType.VERIFY,
            AttributeType.WRAP,
            AttributeType.UNWRAP,
            AttributeType.DERIVE)
        .with(use, true);
  }

  static Hash tokenHash(OaepHash hash) {
    return switch (hash) {
      case SHA1 -> Hash.SHA1;
      case SHA256 -> Hash.SHA256;
      case SHA512 -> Hash.SHA512;
    };
  }
}

package io.sealbridge.hsm.token;

import static io.sealbridge.hsm.cryptoki.AttributeType.DECRYPT;
import static io.sealbridge.hsm.cryptoki.AttributeType.DERIVE;
import static io.sealbridge.hsm.cryptoki.AttributeType.ENCRYPT;
import static io.sealbridge.hsm.cryptoki.AttributeType.EXTRACTABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.ID;
import static io.sealbridge.hsm.cryptoki.AttributeType.LABEL;
import static io.sealbridge.hsm.cryptoki.AttributeType.MODIFIABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.PRIVATE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SENSITIVE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SIGN;
import static io.sealbridge.hsm.cryptoki.AttributeType.TOKEN;
import static io.sealbridge.hsm.cryptoki.AttributeType.UNWRAP;
import static io.sealbridge.hsm.cryptoki.AttributeType.VERIFY;
import static io.sealbridge.hsm.cryptoki.AttributeType.WRAP;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Curve;
import io.sealbridge.hsm.cryptoki.KeyKind;
import io.sealbridge.hsm.cryptoki.KeyPairHandles;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.datapath.KeyHandle;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.Wrapping;

/**
 * Makes keys on the token: private, sensitive, non-extractable, for one use only. The public half
 * of a pair is private too, so that its id is nobody's to copy.
 */
final class KeyMaker {
  private KeyMaker() {}

  static TokenKey make(Link link, CryptokiSession session, KeyOrder order) {
    String label = order.label();
    CkaId id = order.id();
    KeyType type = order.type();
    link.dataPath()
        .objectionTo(order.usage())
        .ifPresent(
            objection -> {
              throw refused(objection);
            });
    refuseTaken(session, label, id);
    if (order.origin() != Origin.GENERATED) {
      throw refused("a key of origin " + order.origin() + " cannot be made here yet");
    }
    return switch (order.usage()) {
      case UsageChoice.AesGcm() -> aes(link, session, label, id, type);
      case UsageChoice.RsaOaep rsa -> rsa(link, session, label, id, type, rsa.hash());
      case UsageChoice.Signing _, UsageChoice.Mac _, UsageChoice.Unwrapping _ ->
          throw refused("a key that wraps no data keys cannot be made here yet");
    };
  }

  private static TokenKey aes(
      Link link, CryptokiSession session, String label, CkaId id, KeyType type) {
    if (type != KeyType.AES_256) {
      throw refused("AES-GCM needs a key of type AES_256, not " + type);
    }
    Template template =
        secret(Template.of(ObjectClass.SECRET_KEY, KeyKind.AES), label, id)
            .withAll(true, ENCRYPT, DECRYPT)
            .withAll(false, SIGN, VERIFY, WRAP, UNWRAP, DERIVE);
    session.generateKey(new Mechanism.AesKeyGen(type.bits() / Byte.SIZE), fit(link, template));
    return new TokenKey(id, label, type, new Wrapping.AesGcm());
  }

  private static TokenKey rsa(
      Link link, CryptokiSession session, String label, CkaId id, KeyType type, OaepHash hash) {
    switch (type) {
      case RSA_2048, RSA_3072, RSA_4096 -> {}
      case AES_256, ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519, HMAC ->
          throw refused("RSA-OAEP needs a key of type RSA_2048, RSA_3072 or RSA_4096, not " + type);
    }
    if (!link.profile().oaepHashes().contains(hash)) {
      throw refused(
          "tokens of profile %s do RSA-OAEP with %s only, not with %s"
              .formatted(link.profile().name(), link.profile().oaepHashes(), hash));
    }
    KeyPairHandles pair =
        session.generateKeyPair(
            new Mechanism.RsaKeyPairGen(type.bits()),
            fit(
                link,
                named(Template.of(ObjectClass.PUBLIC_KEY, KeyKind.RSA), label, id)
                    .with(ENCRYPT, true)
                    .withAll(false, VERIFY, WRAP, DERIVE)),
            fit(
                link,
                secret(Template.of(ObjectClass.PRIVATE_KEY, KeyKind.RSA), label, id)
                    .with(DECRYPT, true)
                    .withAll(false, SIGN, UNWRAP, DERIVE)));
    return new TokenKey(
        id, label, type, new Wrapping.RsaOaep(hash, Spki.rsa(session, pair.publicKey())));
  }

  /** An EC P-256 pair that signs and nothing else. */
  static PublicKeyInfo makeSigningKey(Link link, CryptokiSession session, String label, CkaId id) {
    refuseTaken(session, label, id);
    KeyPairHandles pair =
        session.generateKeyPair(
            new Mechanism.EcKeyPairGen(Curve.P256),
            fit(
                link,
                named(Template.of(ObjectClass.PUBLIC_KEY, KeyKind.EC), label, id)
                    .with(VERIFY, true)
                    .withAll(false, ENCRYPT, WRAP, DERIVE)),
            fit(
                link,
                secret(Template.of(ObjectClass.PRIVATE_KEY, KeyKind.EC), label, id)
                    .with(SIGN, true)
                    .withAll(false, DECRYPT, UNWRAP, DERIVE)));
    PublicKeyInfo publicKey = Spki.p256(session, pair.publicKey());
    link.dataPath()
        .prepareSigningKey(session, new KeyHandle(label, pair.privateKey()), id, publicKey);
    return publicKey;
  }

  private static Template named(Template template, String label, CkaId id) {
    return template.withAll(true, TOKEN, PRIVATE).with(LABEL, label).with(ID, id.bytes());
  }

  private static Template secret(Template template, String label, CkaId id) {
    return named(template, label, id).with(SENSITIVE, true).withAll(false, EXTRACTABLE, MODIFIABLE);
  }

  private static Template fit(Link link, Template template) {
    Template fitted = template;
    for (AttributeType type : link.profile().notInTemplates()) {
      fitted = fitted.without(type);
    }
    return fitted;
  }

  /** Two keys of one label or id are what every later lookup would stumble over. */
  private static void refuseTaken(CryptokiSession session, String label, CkaId id) {
    if (!session.findObjects(Template.empty().with(ID, id.bytes()), 1).isEmpty()) {
      throw refused("the token has an object with id " + id + " already");
    }
    for (ObjectClass objectClass :
        new ObjectClass[] {
          ObjectClass.SECRET_KEY, ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY
        }) {
      if (!session.findObjects(Template.of(objectClass).with(LABEL, label), 1).isEmpty()) {
        throw refused(
            "the token has a %s labelled \"%s\" already; rename or remove it"
                .formatted(objectClass, label));
      }
    }
  }

  private static HsmException refused(String seen) {
    return new HsmException(new HsmFault.Refused(seen));
  }
}

package io.sealbridge.hsm.token;

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
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.Wrapping;

/** Makes keys on the token, each for one usage. */
final class KeyMaker {
  private final Link link;
  private final CryptokiSession session;
  private final KeyOrder order;

  private KeyMaker(Link link, CryptokiSession session, KeyOrder order) {
    this.link = link;
    this.session = session;
    this.order = order;
  }

  static TokenKey make(Link link, CryptokiSession session, KeyOrder order) {
    requirePossible(link, order);
    refuseTaken(session, order.label(), order.id());
    return new KeyMaker(link, session, order).make();
  }

  /** What cannot be done later is refused before anything is made. */
  static void requirePossible(Link link, KeyOrder order) {
    link.dataPath()
        .objectionTo(order.type(), order.usage())
        .ifPresent(
            objection -> {
              throw refused(objection);
            });
    switch (order.usage()) {
      case UsageChoice.RsaOaep rsa -> requireHash(link, rsa.hash());
      case UsageChoice.Unwrapping unwrapping -> requireHash(link, unwrapping.hash());
      case UsageChoice.AesGcm _, UsageChoice.Signing _, UsageChoice.Mac _ -> {}
    }
  }

  private static void requireHash(Link link, OaepHash hash) {
    if (!link.profile().oaepHashes().contains(hash)) {
      throw refused(
          "tokens of profile %s do RSA-OAEP with %s only, not with %s"
              .formatted(link.profile().name(), link.profile().oaepHashes(), hash));
    }
  }

  private TokenKey make() {
    KeyType type = order.type();
    return switch (type) {
      case AES_256 -> secret(KeyKind.AES, new Mechanism.AesKeyGen(type.bits() / Byte.SIZE));
      case HMAC ->
          secret(
              KeyKind.GENERIC_SECRET, new Mechanism.GenericSecretKeyGen(type.bits() / Byte.SIZE));
      case RSA_2048, RSA_3072, RSA_4096 ->
          pair(KeyKind.RSA, new Mechanism.RsaKeyPairGen(type.bits()));
      case ECDSA_P256 -> pair(KeyKind.EC, new Mechanism.EcKeyPairGen(Curve.P256));
      case ECDSA_P384 -> pair(KeyKind.EC, new Mechanism.EcKeyPairGen(Curve.P384));
      case ECDSA_P521 -> pair(KeyKind.EC, new Mechanism.EcKeyPairGen(Curve.P521));
      case ED25519 -> pair(KeyKind.EC_EDWARDS, new Mechanism.EcKeyPairGen(Curve.ED25519));
    };
  }

  private TokenKey secret(KeyKind kind, Mechanism.KeyGeneration mechanism) {
    Usage usage = secretUsage(order);
    session.generateKey(mechanism, new KeyTemplates(link.profile(), order, kind).secretKey());
    return key(usage);
  }

  /** Of a key without a public half; refuses an order that no such key fits. */
  static Usage secretUsage(KeyOrder order) {
    return switch (order.usage()) {
      case UsageChoice.AesGcm _ when order.type() == KeyType.AES_256 -> new Wrapping.AesGcm();
      case UsageChoice.Mac _ when order.type() == KeyType.HMAC -> new Usage.Mac();
      case UsageChoice.AesGcm _,
          UsageChoice.Mac _,
          UsageChoice.RsaOaep _,
          UsageChoice.Signing _,
          UsageChoice.Unwrapping _ ->
          throw misfit(order);
    };
  }

  private TokenKey pair(KeyKind kind, Mechanism.KeyPairGeneration mechanism) {
    requirePairUsage(order);
    KeyTemplates templates = new KeyTemplates(link.profile(), order, kind);
    KeyPairHandles pair =
        session.generateKeyPair(mechanism, templates.publicKey(), templates.privateKey());
    PublicKeyInfo publicKey = Spki.of(session, pair.publicKey(), order.type());
    Usage usage = pairUsage(order, publicKey);
    if (usage instanceof Usage.Signing) {
      link.dataPath()
          .prepareSigningKey(
              session, new KeyHandle(order.label(), pair.privateKey()), order.id(), publicKey);
    }
    return key(usage);
  }

  static void requirePairUsage(KeyOrder order) {
    boolean isRsa =
        switch (order.type()) {
          case RSA_2048, RSA_3072, RSA_4096 -> true;
          case AES_256, HMAC, ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 -> false;
        };
    boolean fits =
        switch (order.usage()) {
          case UsageChoice.RsaOaep _, UsageChoice.Unwrapping _ -> isRsa;
          case UsageChoice.Signing _ -> !isRsa;
          case UsageChoice.AesGcm _, UsageChoice.Mac _ -> false;
        };
    if (!fits) {
      throw misfit(order);
    }
  }

  static Usage pairUsage(KeyOrder order, PublicKeyInfo publicKey) {
    return switch (order.usage()) {
      case UsageChoice.RsaOaep(OaepHash hash, boolean signs) ->
          new Wrapping.RsaOaep(hash, publicKey, signs);
      case UsageChoice.Signing _ -> new Usage.Signing(publicKey);
      case UsageChoice.Unwrapping(OaepHash hash) -> new Usage.Unwrapping(hash, publicKey);
      case UsageChoice.AesGcm _, UsageChoice.Mac _ -> throw misfit(order);
    };
  }

  private TokenKey key(Usage usage) {
    return new TokenKey(order.id(), order.label(), order.type(), usage, order.origin());
  }

  /** Two keys of one label or id are what every later lookup would stumble over. */
  static void refuseTaken(CryptokiSession session, String label, CkaId id) {
    if (!session.findObjects(Template.empty().with(AttributeType.ID, id.bytes()), 1).isEmpty()) {
      throw refused("the token has an object with id " + id + " already");
    }
    for (ObjectClass objectClass :
        new ObjectClass[] {
          ObjectClass.SECRET_KEY, ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY
        }) {
      if (!session
          .findObjects(Template.of(objectClass).with(AttributeType.LABEL, label), 1)
          .isEmpty()) {
        throw refused(
            "the token has a %s labelled \"%s\" already; rename or remove it"
                .formatted(objectClass, label));
      }
    }
  }

  private static HsmException misfit(KeyOrder order) {
    return refused("a key of type " + order.type() + " is not for " + order.usage());
  }

  private static HsmException refused(String seen) {
    return new HsmException(new HsmFault.Refused(seen));
  }
}

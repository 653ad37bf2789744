package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.KeyKind;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.datapath.KeyHandle;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes in a key that somebody wrapped for the token. Both unwraps happen inside it: the passing
 * AES key is a session object that is destroyed whatever happens, and the key itself is never in
 * the clear outside.
 */
final class KeyImport {
  /**
   * What was brought.
   *
   * @param wrapped the passing key under RSA-OAEP, then the key under AES-KWP
   * @param publicKey of a pair, for tokens that do not tell it
   */
  record Brought(Octets wrapped, Optional<PublicKeyInfo> publicKey) {}

  private static final int KWP_OVERHEAD = 8;
  private static final int LEAST_HMAC_BYTES = 32;
  private static final int MOST_HMAC_BYTES = 512;

  private final Link link;
  private final CryptokiSession session;
  private final KeyOrder order;
  private final KeyKind kind;
  private final boolean isPair;

  private KeyImport(Link link, CryptokiSession session, KeyOrder order) {
    this.link = link;
    this.session = session;
    this.order = order;
    this.kind =
        switch (order.type()) {
          case AES_256 -> KeyKind.AES;
          case HMAC -> KeyKind.GENERIC_SECRET;
          case RSA_2048, RSA_3072, RSA_4096 -> KeyKind.RSA;
          case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> KeyKind.EC;
          case ED25519 -> KeyKind.EC_EDWARDS;
        };
    this.isPair = kind != KeyKind.AES && kind != KeyKind.GENERIC_SECRET;
  }

  static TokenKey take(
      Link link, CryptokiSession session, TokenKey unwrapper, Brought brought, KeyOrder order) {
    KeyMaker.requirePossible(link, order);
    KeyImport taking = new KeyImport(link, session, order);
    if (taking.isPair) {
      KeyMaker.requirePairUsage(order);
    }
    if (link.profile().keyWrapPad() == 0) {
      throw new HsmException(
          new HsmFault.Refused(
              "tokens of profile " + link.profile().name() + " do not unwrap by AES-KWP"));
    }
    KeyMaker.refuseTaken(session, order.label(), order.id());
    return taking.take(unwrapper, brought);
  }

  private TokenKey take(TokenKey unwrapper, Brought brought) {
    byte[] wrapped = brought.wrapped().bytes();
    int block = unwrapper.type().bits() / Byte.SIZE;
    if (wrapped.length <= block) {
      throw bad("what was brought has " + wrapped.length + " bytes, too few to hold a key");
    }
    requireLength(wrapped.length - block);
    ObjectHandle passing =
        PassingKey.unwrap(link, session, unwrapper, Arrays.copyOf(wrapped, block));
    ObjectHandle object;
    try {
      object =
          session.unwrapKey(
              new Mechanism.AesKeyWrapPad(link.profile().keyWrapPad()),
              passing,
              Arrays.copyOfRange(wrapped, block, wrapped.length),
              template());
    } finally {
      session.destroyObject(passing);
    }
    boolean taken = false;
    try {
      TokenKey key = described(object, brought.publicKey());
      taken = true;
      return key;
    } finally {
      if (!taken) {
        session.destroyObject(object);
      }
    }
  }

  /** AES-KWP (RFC 5649) tells the length of what it wraps, up to the next multiple of eight. */
  private void requireLength(int wrapped) {
    boolean fits =
        switch (kind) {
          case AES -> wrapped == order.type().bits() / Byte.SIZE + KWP_OVERHEAD;
          case GENERIC_SECRET ->
              wrapped >= LEAST_HMAC_BYTES + KWP_OVERHEAD
                  && wrapped <= MOST_HMAC_BYTES + KWP_OVERHEAD;
          case RSA, EC, EC_EDWARDS -> true;
        };
    if (!fits) {
      throw bad(
          "what was brought is no key of type "
              + order.type()
              + ": wrapped, it has "
              + wrapped
              + " bytes");
    }
  }

  private Template template() {
    KeyTemplates templates = new KeyTemplates(link.profile(), order, kind);
    return isPair ? templates.privateKey() : templates.secretKey();
  }

  private TokenKey described(ObjectHandle object, Optional<PublicKeyInfo> given) {
    Optional<KeyType> type =
        AttributeReader.readImported(session, object, order.type()).flatMap(KeyAttributes::type);
    if (!type.equals(Optional.of(order.type()))) {
      throw bad(
          "what was brought is "
              + type.map(KeyType::name).orElse("of no type that is known")
              + ", not "
              + order.type());
    }
    Usage usage =
        isPair ? KeyMaker.pairUsage(order, publicKey(object, given)) : KeyMaker.secretUsage(order);
    if (usage instanceof Usage.Signing signing) {
      link.dataPath()
          .prepareSigningKey(
              session, new KeyHandle(order.label(), object), order.id(), signing.publicKey());
    }
    return new TokenKey(order.id(), order.label(), order.type(), usage, order.origin());
  }

  /** What the token tells counts; what was given is proven later, by a signature. */
  private PublicKeyInfo publicKey(ObjectHandle object, Optional<PublicKeyInfo> given) {
    try {
      return Spki.of(session, object, order.type());
    } catch (HsmException e) {
      return given.orElseThrow(
          () ->
              new HsmException(
                  new HsmFault.BadInput(
                      "the token does not tell the public key of a private one of type "
                          + order.type()
                          + "; give public_key as well"),
                  e));
    }
  }

  private static HsmException bad(String seen) {
    return new HsmException(new HsmFault.BadInput(seen));
  }
}

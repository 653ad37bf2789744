package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.KeyAttributes.Name;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The attributes of well-made keys, as SoftHSM tells them. */
final class FakeAttributes {
  /** Attributes of secret and public keys, of which a private key says nothing. */
  private static final Set<Name> NOT_OF_PAIRS = EnumSet.of(Name.ENCRYPT, Name.VERIFY, Name.WRAP);

  private FakeAttributes() {}

  static Map<Name, Attribute> of(Usage usage, Origin origin) {
    Map<Name, Attribute> good = new EnumMap<>(Name.class);
    for (Name name : Name.values()) {
      good.put(name, Attribute.FALSE);
    }
    uses(usage).forEach(use -> good.put(use, Attribute.TRUE));
    past(origin).forEach(fact -> good.put(fact, Attribute.TRUE));
    if (isPair(usage)) {
      NOT_OF_PAIRS.forEach(name -> good.put(name, Attribute.NOT_SAID));
    }
    return good;
  }

  private static boolean isPair(Usage usage) {
    return switch (usage) {
      case Wrapping.AesGcm _, Usage.Mac _ -> false;
      case Wrapping.RsaOaep _, Usage.Signing _, Usage.Unwrapping _ -> true;
    };
  }

  private static Set<Name> uses(Usage usage) {
    return switch (usage) {
      case Wrapping.AesGcm _ -> EnumSet.of(Name.ENCRYPT, Name.DECRYPT);
      case Wrapping.RsaOaep rsa when rsa.signs() -> EnumSet.of(Name.DECRYPT, Name.SIGN);
      case Wrapping.RsaOaep _ -> EnumSet.of(Name.DECRYPT);
      case Usage.Signing _ -> EnumSet.of(Name.SIGN);
      case Usage.Mac _ -> EnumSet.of(Name.SIGN, Name.VERIFY);
      case Usage.Unwrapping _ -> EnumSet.of(Name.UNWRAP);
    };
  }

  /** Of what was once outside, a token does not vouch for the past. */
  private static Set<Name> past(Origin origin) {
    Set<Name> facts = EnumSet.of(Name.PRIVATE, Name.SENSITIVE);
    switch (origin) {
      case GENERATED -> {
        facts.addAll(EnumSet.of(Name.LOCAL, Name.ALWAYS_SENSITIVE, Name.NEVER_EXTRACTABLE));
      }
      case SYNCABLE -> {
        facts.addAll(EnumSet.of(Name.LOCAL, Name.ALWAYS_SENSITIVE, Name.EXTRACTABLE));
      }
      case IMPORTED -> {}
    }
    return facts;
  }
}

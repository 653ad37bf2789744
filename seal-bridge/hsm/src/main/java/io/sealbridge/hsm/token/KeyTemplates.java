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

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.KeyKind;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.profile.Profile;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.UsageChoice;
import java.util.Set;

/**
 * What a key is asked to be: private to the PIN, sensitive, able to do what its usage needs and
 * nothing else. The public half of a pair is private too, so that its id is nobody's to copy.
 */
record KeyTemplates(Profile profile, KeyOrder order, KeyKind kind) {

  private static final Set<AttributeType> SECRET_USES =
      Set.of(ENCRYPT, DECRYPT, SIGN, VERIFY, WRAP, UNWRAP, DERIVE);
  private static final Set<AttributeType> PRIVATE_USES = Set.of(DECRYPT, SIGN, UNWRAP, DERIVE);
  private static final Set<AttributeType> PUBLIC_USES = Set.of(ENCRYPT, VERIFY, WRAP, DERIVE);

  Template secretKey() {
    return closed(ObjectClass.SECRET_KEY, SECRET_USES, secretUses());
  }

  Template privateKey() {
    return closed(ObjectClass.PRIVATE_KEY, PRIVATE_USES, privateUses());
  }

  Template publicKey() {
    return fit(uses(named(ObjectClass.PUBLIC_KEY), PUBLIC_USES, publicUses()));
  }

  private Template closed(
      ObjectClass objectClass, Set<AttributeType> all, Set<AttributeType> wanted) {
    return fit(
        uses(named(objectClass), all, wanted)
            .with(SENSITIVE, true)
            .with(EXTRACTABLE, order.origin() == Origin.SYNCABLE)
            .with(MODIFIABLE, false));
  }

  private Template named(ObjectClass objectClass) {
    return Template.of(objectClass, kind)
        .withAll(true, TOKEN, PRIVATE)
        .with(LABEL, order.label())
        .with(ID, order.id().bytes());
  }

  private static Template uses(
      Template template, Set<AttributeType> all, Set<AttributeType> wanted) {
    Template with = template;
    for (AttributeType use : all) {
      with = with.with(use, wanted.contains(use));
    }
    return with;
  }

  private Set<AttributeType> secretUses() {
    return switch (order.usage()) {
      case UsageChoice.AesGcm _ -> Set.of(ENCRYPT, DECRYPT);
      case UsageChoice.Mac _ -> Set.of(SIGN, VERIFY);
      case UsageChoice.RsaOaep _, UsageChoice.Signing _, UsageChoice.Unwrapping _ -> Set.of();
    };
  }

  private Set<AttributeType> privateUses() {
    return switch (order.usage()) {
      case UsageChoice.RsaOaep rsa -> rsa.signs() ? Set.of(DECRYPT, SIGN) : Set.of(DECRYPT);
      case UsageChoice.Signing _ -> Set.of(SIGN);
      case UsageChoice.Unwrapping _ -> Set.of(UNWRAP);
      case UsageChoice.AesGcm _, UsageChoice.Mac _ -> Set.of();
    };
  }

  private Set<AttributeType> publicUses() {
    return switch (order.usage()) {
      case UsageChoice.RsaOaep rsa -> rsa.signs() ? Set.of(ENCRYPT, VERIFY) : Set.of(ENCRYPT);
      case UsageChoice.Signing _ -> Set.of(VERIFY);
      case UsageChoice.Unwrapping _ -> Set.of(WRAP);
      case UsageChoice.AesGcm _, UsageChoice.Mac _ -> Set.of();
    };
  }

  private Template fit(Template template) {
    Template fitted = template;
    for (AttributeType type : profile.notInTemplates()) {
      fitted = fitted.without(type);
    }
    return fitted;
  }
}

package io.sealbridge.hsm.cryptoki;

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
import static io.sealbridge.hsm.cryptoki.AttributeType.VALUE;
import static io.sealbridge.hsm.cryptoki.AttributeType.VERIFY;
import static io.sealbridge.hsm.cryptoki.AttributeType.WRAP;

/** Templates of the keys that tests make. */
final class KeyTemplates {
  private KeyTemplates() {}

  /** A key as the product wants it: on the token, private, not extractable, for one use only. */
  static Template tokenAes(String label, byte[] id) {
    return Template.of(ObjectClass.SECRET_KEY, KeyKind.AES)
        .withAll(true, TOKEN, PRIVATE, SENSITIVE, ENCRYPT, DECRYPT)
        .withAll(false, EXTRACTABLE, MODIFIABLE, WRAP, UNWRAP, SIGN, VERIFY, DERIVE)
        .with(LABEL, label)
        .with(ID, id);
  }

  /** An AES key of this value, gone with the session. */
  static Template knownAes(byte[] value) {
    return Template.of(ObjectClass.SECRET_KEY, KeyKind.AES)
        .withAll(false, TOKEN, SENSITIVE)
        .withAll(true, EXTRACTABLE, ENCRYPT, DECRYPT, WRAP, UNWRAP)
        .with(VALUE, value);
  }

  /** What an unwrapped AES key shall be. */
  static Template unwrappedAes() {
    return Template.of(ObjectClass.SECRET_KEY, KeyKind.AES)
        .withAll(false, TOKEN, SENSITIVE)
        .withAll(true, EXTRACTABLE, ENCRYPT, DECRYPT);
  }

  /** The public half of a pair for {@code use}. */
  static Template publicKey(KeyKind kind, byte[] id, AttributeType... use) {
    return Template.of(ObjectClass.PUBLIC_KEY, kind)
        .withAll(true, TOKEN)
        .withAll(true, use)
        .with(ID, id);
  }

  static Template privateKey(KeyKind kind, byte[] id, AttributeType... use) {
    return Template.of(ObjectClass.PRIVATE_KEY, kind)
        .withAll(true, TOKEN, PRIVATE, SENSITIVE)
        .withAll(false, EXTRACTABLE)
        .withAll(true, use)
        .with(ID, id);
  }
}

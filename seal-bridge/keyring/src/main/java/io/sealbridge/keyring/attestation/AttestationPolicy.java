package io.sealbridge.keyring.attestation;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyAttributes.Name;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.TokenKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the token must say of a key: made there, never readable, private to the PIN, fit for this
 * one use, of the type that the state names. The word is the token's library's; nothing here proves
 * it.
 */
final class AttestationPolicy {
  private static final List<Name> MUST_BE_TRUE =
      List.of(
          Name.LOCAL, Name.PRIVATE, Name.SENSITIVE, Name.ALWAYS_SENSITIVE, Name.NEVER_EXTRACTABLE);

  private AttestationPolicy() {}

  static List<Finding> judge(TokenKey expected, KeyAttributes seen, Set<Name> unspoken) {
    List<Finding> findings = new ArrayList<>();
    checkIdentity(expected, seen, findings);
    for (Name name : MUST_BE_TRUE) {
      check(name, Attribute.TRUE, seen, unspoken, true, findings);
    }
    check(Name.EXTRACTABLE, Attribute.FALSE, seen, unspoken, true, findings);
    // A modifiable key can lose no secret by it once sensitive and unextractable: said, not
    // refused.
    check(Name.MODIFIABLE, Attribute.FALSE, seen, unspoken, false, findings);
    for (Name use : otherUses(expected.type())) {
      check(use, Attribute.FALSE, seen, unspoken, true, findings);
    }
    return findings;
  }

  private static void checkIdentity(TokenKey expected, KeyAttributes seen, List<Finding> findings) {
    if (!seen.type().equals(Optional.of(expected.type()))) {
      findings.add(
          new Finding(
              "type is "
                  + seen.type().map(KeyType::name).orElse("none of ours")
                  + ", the state names "
                  + expected.type(),
              true));
    }
    if (!seen.id().equals(expected.id()) || !seen.label().equals(expected.label())) {
      findings.add(
          new Finding(
              "the token describes "
                  + seen.label()
                  + " with id "
                  + seen.id()
                  + ", the state names "
                  + expected.label()
                  + " with id "
                  + expected.id(),
              true));
    }
  }

  /** Uses by which a key that unwraps data keys could be turned against what it wrapped. */
  private static List<Name> otherUses(KeyType type) {
    return switch (type) {
      case AES_256 -> List.of(Name.WRAP, Name.UNWRAP, Name.DERIVE, Name.SIGN, Name.VERIFY);
      case RSA_2048, RSA_3072, RSA_4096 -> List.of(Name.UNWRAP, Name.DERIVE, Name.SIGN);
      case ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 ->
          List.of(Name.UNWRAP, Name.DERIVE, Name.DECRYPT);
      case HMAC -> List.of(Name.WRAP, Name.UNWRAP, Name.DERIVE, Name.ENCRYPT, Name.DECRYPT);
    };
  }

  private static void check(
      Name name,
      Attribute wanted,
      KeyAttributes seen,
      Set<Name> unspoken,
      boolean blocking,
      List<Finding> findings) {
    Attribute said = seen.get(name);
    boolean excused = said == Attribute.NOT_SAID && unspoken.contains(name);
    if (said != wanted && !excused) {
      findings.add(new Finding(name + " is " + said + ", must be " + wanted, blocking));
    }
  }
}

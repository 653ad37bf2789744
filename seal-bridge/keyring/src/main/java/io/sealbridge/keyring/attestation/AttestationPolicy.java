package io.sealbridge.keyring.attestation;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyAttributes.Name;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the token must say of a key: never readable, private to the PIN, fit for this one use, of
 * the type that the state names; and of its past what its origin promises. The word is the token's
 * library's; nothing here proves it.
 */
final class AttestationPolicy {
  private AttestationPolicy() {}

  static List<Finding> judge(TokenKey expected, KeyAttributes seen, Set<Name> unspoken) {
    List<Finding> findings = new ArrayList<>();
    checkIdentity(expected, seen, findings);
    checkPast(expected.origin(), seen, unspoken, findings);
    // A modifiable key can lose no secret by it once sensitive and unextractable: said, not
    // refused.
    check(Name.MODIFIABLE, Attribute.FALSE, seen, unspoken, false, findings);
    for (Name use : otherUses(expected.usage())) {
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

  private static void checkPast(
      Origin origin, KeyAttributes seen, Set<Name> unspoken, List<Finding> findings) {
    for (Name name : mustBeTrue(origin)) {
      check(name, Attribute.TRUE, seen, unspoken, true, findings);
    }
    switch (origin) {
      case GENERATED -> check(Name.EXTRACTABLE, Attribute.FALSE, seen, unspoken, true, findings);
      // It leaves the token wrapped, so it must be extractable.
      case SYNCABLE -> {}
      case IMPORTED -> {
        check(Name.EXTRACTABLE, Attribute.FALSE, seen, unspoken, true, findings);
        // A better past than the state claims is odd, and harms nobody.
        check(Name.LOCAL, Attribute.FALSE, seen, unspoken, false, findings);
      }
    }
  }

  private static List<Name> mustBeTrue(Origin origin) {
    return switch (origin) {
      case GENERATED ->
          List.of(
              Name.LOCAL,
              Name.PRIVATE,
              Name.SENSITIVE,
              Name.ALWAYS_SENSITIVE,
              Name.NEVER_EXTRACTABLE);
      case SYNCABLE -> List.of(Name.LOCAL, Name.PRIVATE, Name.SENSITIVE, Name.ALWAYS_SENSITIVE);
      case IMPORTED -> List.of(Name.PRIVATE, Name.SENSITIVE);
    };
  }

  /** Uses by which a key could be turned against what it is for. */
  private static List<Name> otherUses(Usage usage) {
    return switch (usage) {
      case Wrapping.AesGcm _ ->
          List.of(Name.WRAP, Name.UNWRAP, Name.DERIVE, Name.SIGN, Name.VERIFY);
      case Wrapping.RsaOaep rsa ->
          rsa.signs()
              ? List.of(Name.UNWRAP, Name.DERIVE)
              : List.of(Name.UNWRAP, Name.DERIVE, Name.SIGN);
      case Usage.Signing _ -> List.of(Name.UNWRAP, Name.DERIVE, Name.DECRYPT);
      case Usage.Mac _ -> List.of(Name.WRAP, Name.UNWRAP, Name.DERIVE, Name.ENCRYPT, Name.DECRYPT);
      case Usage.Unwrapping _ -> List.of(Name.DERIVE, Name.DECRYPT, Name.SIGN);
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

package io.sealbridge.hsm.cryptoki;

import java.util.EnumSet;
import java.util.Set;

/** What a token can do with a mechanism; key sizes in the mechanism's own unit, bits or bytes. */
public record MechanismInfo(long minKeySize, long maxKeySize, Set<Use> uses) {
  /** The CKF_ bits of CK_MECHANISM_INFO. */
  public enum Use {
    HARDWARE(0x1),
    ENCRYPT(0x100),
    DECRYPT(0x200),
    DIGEST(0x400),
    SIGN(0x800),
    VERIFY(0x2000),
    GENERATE(0x8000),
    GENERATE_KEY_PAIR(0x10000),
    WRAP(0x20000),
    UNWRAP(0x40000),
    DERIVE(0x80000);

    private final long bit;

    Use(long bit) {
      this.bit = bit;
    }

    static Set<Use> of(long bits) {
      EnumSet<Use> uses = EnumSet.noneOf(Use.class);
      for (Use use : values()) {
        if ((bits & use.bit) != 0) {
          uses.add(use);
        }
      }
      return uses;
    }
  }

  public MechanismInfo {
    uses = Set.copyOf(uses);
  }

  public boolean allows(Use use) {
    return uses.contains(use);
  }
}

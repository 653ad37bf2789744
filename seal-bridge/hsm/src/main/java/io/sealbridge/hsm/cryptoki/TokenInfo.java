package io.sealbridge.hsm.cryptoki;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a token says of itself.
 *
 * @param maxSessions empty if unlimited or not told; {@code maxReadWriteSessions} likewise
 */
public record TokenInfo(
    String label,
    String manufacturer,
    String model,
    String serial,
    Set<Flag> flags,
    OptionalLong maxSessions,
    OptionalLong maxReadWriteSessions,
    long minPinLength,
    long maxPinLength,
    Version hardwareVersion,
    Version firmwareVersion) {
  /** The CKF_ bits of CK_TOKEN_INFO that matter to us. */
  public enum Flag {
    RNG(0x1),
    WRITE_PROTECTED(0x2),
    LOGIN_REQUIRED(0x4),
    USER_PIN_INITIALIZED(0x8),
    PROTECTED_AUTHENTICATION_PATH(0x100),
    TOKEN_INITIALIZED(0x400),
    USER_PIN_COUNT_LOW(0x10000),
    USER_PIN_FINAL_TRY(0x20000),
    USER_PIN_LOCKED(0x40000),
    USER_PIN_TO_BE_CHANGED(0x80000),
    ERROR_STATE(0x1000000);

    private final long bit;

    Flag(long bit) {
      this.bit = bit;
    }

    long bit() {
      return bit;
    }

    static Set<Flag> of(long bits) {
      EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
      for (Flag flag : values()) {
        if ((bits & flag.bit) != 0) {
          flags.add(flag);
        }
      }
      return flags;
    }
  }

  public TokenInfo {
    flags = Set.copyOf(flags);
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }
}

package io.sealbridge.keyring;

import java.util.Arrays;
import java.util.Optional;

/** The bridge's own keys. They are made at the command line, and no grant reaches them. */
public enum InternalKey {
  /**
   * Signs the tokens that the bridge issues. Each HSM has a pair of its own: any of them signs, and
   * all are trusted.
   */
  TOKENS("bridge-tokens", KeyType.ECDSA_P256, true),
  /**
   * Signs the checkpoints of the key-use log. Each HSM has a pair of its own: any of them signs,
   * and whoever verifies trusts all.
   */
  CHECKPOINTS("bridge-checkpoints", KeyType.ECDSA_P256, true),
  /** Unwraps the keys that callers import; on one HSM. */
  WRAPPING("bridge-wrapping", KeyType.RSA_4096, false);

  private final String keyName;
  private final KeyType type;
  private final boolean onSeveralHsms;

  InternalKey(String keyName, KeyType type, boolean onSeveralHsms) {
    this.keyName = keyName;
    this.type = type;
    this.onSeveralHsms = onSeveralHsms;
  }

  /** The key of this name, if it is one of the bridge's own. */
  public static Optional<InternalKey> named(KeyName name) {
    return Arrays.stream(values()).filter(key -> key.keyName.equals(name.value())).findFirst();
  }

  public KeyName keyName() {
    return new KeyName(keyName);
  }

  public KeyType type() {
    return type;
  }

  /** Whether a version may live on several HSMs. */
  public boolean isOnSeveralHsms() {
    return onSeveralHsms;
  }
}

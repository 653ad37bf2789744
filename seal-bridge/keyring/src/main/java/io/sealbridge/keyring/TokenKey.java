package io.sealbridge.keyring;

/**
 * One key object (or pair) on one token, as the key's state names it. An adapter finds it by {@code
 * id} and by {@code label}; both must match.
 *
 * @param label CKA_LABEL: {@code <key>-v<N>}
 */
public record TokenKey(CkaId id, String label, KeyType type, Usage usage, Origin origin) {
  /** A key made on the token that never leaves it. */
  public TokenKey(CkaId id, String label, KeyType type, Usage usage) {
    this(id, label, type, usage, Origin.GENERATED);
  }
}

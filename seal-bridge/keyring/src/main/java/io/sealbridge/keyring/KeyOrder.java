package io.sealbridge.keyring;

/**
 * A key that a token is to make or to take in: a private token object that nobody can read, for one
 * usage.
 *
 * @param label CKA_LABEL: {@code <key>-v<N>}
 */
public record KeyOrder(String label, CkaId id, KeyType type, UsageChoice usage, Origin origin) {
  /** To be made on the token and never to leave it. */
  public KeyOrder(String label, CkaId id, KeyType type, UsageChoice usage) {
    this(label, id, type, usage, Origin.GENERATED);
  }
}

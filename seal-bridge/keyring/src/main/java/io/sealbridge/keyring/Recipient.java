package io.sealbridge.keyring;

/** One HSM that can open a version: the HSM's configured name and the key there. */
public record Recipient(String hsm, CkaId id, KeyType type, Wrapping wrapping) {
  /** The key on the token, for the version that this is a recipient of. */
  public TokenKey tokenKey(KeyName key, int version) {
    return new TokenKey(id, KeyVersion.label(key, version), type, wrapping);
  }
}

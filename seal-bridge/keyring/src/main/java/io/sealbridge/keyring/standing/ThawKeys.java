package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Thaw;
import java.util.List;
import java.util.Optional;

/**
 * The public keys of those who may end freezes in one deployment. Without any, whoever can write
 * states can.
 *
 * @param keys of which one signature is enough
 */
public record ThawKeys(String deployment, List<ThawKey> keys) {
  public ThawKeys {
    keys = List.copyOf(keys);
  }

  /** Whether a signature is needed. */
  public boolean areRequired() {
    return !keys.isEmpty();
  }

  /** SHA-256 of the public key that has signed {@code thaw} for this key; empty if none has. */
  public Optional<String> signer(KeyName key, Thaw thaw) {
    byte[] text = ThawText.bytes(deployment, key, thaw.serial());
    return keys.stream()
        .filter(one -> one.hasSigned(text, thaw.signature()))
        .map(ThawKey::sha256)
        .findFirst();
  }
}

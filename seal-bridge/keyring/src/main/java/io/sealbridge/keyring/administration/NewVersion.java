package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.attestation.AttestedKey;
import java.time.Instant;
import java.util.List;

/** A version whose keys are made, attested and tried, and that no state names yet. */
record NewVersion(int number, List<Made> keys) {
  record Made(HsmToken token, TokenKey key, AttestedKey attested) {
    Recipient recipient() {
      return new Recipient(token.name(), key.id(), key.type(), key.wrapping());
    }
  }

  NewVersion {
    keys = List.copyOf(keys);
  }

  KeyVersion version(Instant created) {
    return new KeyVersion(
        number, created, Layout.ENVELOPE, keys.stream().map(Made::recipient).toList());
  }

  List<AttestedKey> attested() {
    return keys.stream().map(Made::attested).toList();
  }
}

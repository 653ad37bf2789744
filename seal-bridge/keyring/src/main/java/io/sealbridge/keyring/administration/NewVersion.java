package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.attestation.AttestedKey;
import java.time.Instant;
import java.util.List;

/** A version whose keys are made, attested and tried, and that no state names yet. */
record NewVersion(int number, List<Made> keys) {
  record Made(HsmToken token, TokenKey key, AttestedKey attested) {
    Recipient recipient() {
      return new Recipient(token.name(), key.id(), key.type(), key.usage(), key.origin());
    }
  }

  NewVersion {
    keys = List.copyOf(keys);
  }

  KeyVersion version(Instant created) {
    List<Recipient> recipients = keys.stream().map(Made::recipient).toList();
    return new KeyVersion(number, created, layout(recipients.getFirst()), recipients);
  }

  private static Layout layout(Recipient recipient) {
    return switch (recipient.usage()) {
      case Wrapping _ -> recipient.origin() == Origin.GENERATED ? Layout.ENVELOPE : Layout.VAULT;
      case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ -> Layout.NONE;
    };
  }

  List<AttestedKey> attested() {
    return keys.stream().map(Made::attested).toList();
  }
}

package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.envelope.Envelope;
import io.sealbridge.keyring.envelope.EnvelopeRecipient;
import io.sealbridge.keyring.envelope.KeyId;
import io.sealbridge.keyring.envelope.Mechanism;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A key that the state names, and a wrapped data key in the envelope that it may open.
 *
 * @param hinted the envelope's key id names this key
 */
record Candidate(Recipient key, EnvelopeRecipient wrapped, boolean hinted) {
  /**
   * What to try, HSMs that are ready first. If no key id in the envelope is that of a key of the
   * version, every key of a wrap's mechanism is tried: the id is a hint, and a key may have been
   * moved to another token.
   */
  static List<Candidate> of(Envelope envelope, KeyVersion version, KeyRegistry registry) {
    List<Candidate> all = new ArrayList<>();
    for (Recipient key : version.recipients()) {
      KeyId id = KeyId.of(key);
      for (EnvelopeRecipient wrapped : envelope.recipients()) {
        if (wrapped.mechanism() == Mechanism.of(key.wrapping())) {
          all.add(new Candidate(key, wrapped, wrapped.keyId().equals(id)));
        }
      }
    }
    List<Candidate> hinted = all.stream().filter(Candidate::hinted).toList();
    return (hinted.isEmpty() ? all : hinted)
        .stream().sorted(Comparator.comparing(candidate -> candidate.unready(registry))).toList();
  }

  private boolean unready(KeyRegistry registry) {
    return !registry.token(key.hsm()).map(Readiness::isReady).orElse(false);
  }
}

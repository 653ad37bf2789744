package io.sealbridge.hsm.token;

import io.sealbridge.hsm.calls.Priority;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who goes first, learned from the states as they are read. A key of which nothing was read yet
 * goes first: it may be a seal key. Safe for use by many threads.
 */
final class Purposes {
  private volatile Set<CkaId> application = Set.of();

  void learn(List<KeyState> states) {
    application =
        states.stream()
            .filter(state -> state.purpose() == KeyPurpose.APPLICATION)
            .flatMap(state -> state.versions().stream())
            .map(version -> version.recipients())
            .flatMap(Collection::stream)
            .map(recipient -> recipient.id())
            .collect(Collectors.toUnmodifiableSet());
  }

  Priority priority(CkaId id) {
    return application.contains(id) ? Priority.APPLICATION : Priority.SEAL;
  }
}

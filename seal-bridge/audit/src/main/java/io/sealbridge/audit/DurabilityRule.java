package io.sealbridge.audit;

import io.sealbridge.keyring.KeyUseEntry;

/** Says when each entry is acknowledged. Asked on the appending thread; must not block. */
@FunctionalInterface
public interface DurabilityRule {
  Durability of(KeyUseEntry entry);
}

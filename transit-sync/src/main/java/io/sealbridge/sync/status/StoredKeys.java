package io.sealbridge.sync.status;

import io.sealbridge.sync.snapshot.SealedKeys;

/** What is known of the keys that a cluster has stored. */
public sealed interface StoredKeys {

  /** They were read from a snapshot. */
  record Read(SealedKeys keys) implements StoredKeys {}

  /** They were not; the sentence says why and what to do. */
  record NotRead(String why) implements StoredKeys {}
}

package io.sealbridge.vault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How far a server's storage was after the last write that it answered. OpenBao's standby nodes
 * answer reads themselves, from storage that may lag behind; told this, such a node passes the
 * request on instead. Other servers tell nothing, and nothing is shown to them.
 */
final class LastWrite {
  /** Both of the answer and of the request. */
  static final String INDEX = "X-Vault-Index";

  /** What a node does that is not so far yet. */
  static final String IF_BEHIND = "X-Vault-Inconsistent";

  static final String PASS_ON = "forward-active-node";

  private final AtomicReference<String> index = new AtomicReference<>("");

  Optional<String> index() {
    return Optional.of(index.get()).filter(text -> !text.isEmpty());
  }

  void was(String text) {
    index.set(text);
  }
}

package io.sealbridge.server.login;

import java.util.concurrent.CompletionStage;

/**
 * Where the keys of an issuer come from, as the configuration says. Safe for use by many threads.
 */
interface KeySource {

  /**
   * The keys. Fails with {@link LoginUnavailableException} if there are none that can be relied on.
   */
  CompletionStage<KeySet> keys();

  /** The keys for a JWT whose key id is not among them: read again, but not each time. */
  CompletionStage<KeySet> keysAnew();

  /** Called every few seconds on a thread that may block. */
  void lookAfter();
}

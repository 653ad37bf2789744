package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the key-use log in commands: the log belongs to the bridge that runs, which holds its
 * lock. Commands use no key to encrypt or decrypt; the changes they make are only logged.
 */
final class UnrecordedUses implements KeyUseLog {
  private static final Logger LOG = LoggerFactory.getLogger(UnrecordedUses.class);

  @Override
  public CompletionStage<Void> append(KeyUseEntry entry) {
    LOG.atDebug().addKeyValue("kind", entry.getClass().getSimpleName()).log("not in key-use log");
    return CompletableFuture.completedFuture(null);
  }
}

package io.sealbridge.server.keyuse;

import io.sealbridge.audit.Durability;
import io.sealbridge.audit.DurabilityRule;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import io.sealbridge.server.config.LogConfiguration;
import java.util.Optional;
import java.util.function.Function;

/**
 * When each entry is acknowledged, as the configuration says. A key of which no state is known
 * counts as one that seals. Safe for use by many threads.
 */
public final class LogDurability implements DurabilityRule {
  private final LogConfiguration configuration;
  private volatile Function<KeyName, Optional<KeyPurpose>> purposes = _ -> Optional.empty();

  public LogDurability(LogConfiguration configuration) {
    this.configuration = configuration;
  }

  /** What the keys are for is asked here from now on. */
  public void learn(Function<KeyName, Optional<KeyPurpose>> from) {
    purposes = from;
  }

  @Override
  public Durability of(KeyUseEntry entry) {
    return switch (entry) {
      case KeyUseEntry.Intent _ -> use();
      case KeyUseEntry.Outcome outcome -> isSigned(outcome) ? Durability.SIGNED : use();
      case KeyUseEntry.Boot _,
          KeyUseEntry.KeyAttested _,
          KeyUseEntry.KeyChanged _,
          KeyUseEntry.Denied _,
          KeyUseEntry.Login _,
          KeyUseEntry.Refusals _,
          KeyUseEntry.Reload _,
          KeyUseEntry.Anchored _,
          KeyUseEntry.StateSeen _,
          KeyUseEntry.ClockStep _,
          KeyUseEntry.Shutdown _ ->
          event();
    };
  }

  private Durability use() {
    return switch (configuration.sync()) {
      case ALWAYS, USES -> Durability.SYNCED;
      case NEVER -> Durability.HANDED_OVER;
    };
  }

  private Durability event() {
    return switch (configuration.sync()) {
      case ALWAYS -> Durability.SYNCED;
      case USES, NEVER -> Durability.HANDED_OVER;
    };
  }

  /** A failed one has given nothing away, and shall not wait for the HSM that made it fail. */
  private boolean isSigned(KeyUseEntry.Outcome outcome) {
    return outcome.result().equals("ok")
        && switch (configuration.signed()) {
          case OPENINGS -> opens(outcome.operation()) && seals(outcome.key());
          case USES -> true;
          case NEVER -> false;
        };
  }

  private boolean seals(KeyName key) {
    return purposes.apply(key).filter(purpose -> purpose != KeyPurpose.SEAL).isEmpty();
  }

  private static boolean opens(Operation operation) {
    return operation == Operation.DECRYPT || operation == Operation.REWRAP;
  }
}

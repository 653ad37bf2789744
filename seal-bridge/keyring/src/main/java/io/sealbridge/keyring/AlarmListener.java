package io.sealbridge.keyring;

/**
 * Is told of alarms, from any thread and possibly often; must neither block nor throw. Counting and
 * quietening repeats is the listener's affair.
 */
@FunctionalInterface
public interface AlarmListener {
  void raised(Alarm alarm);
}

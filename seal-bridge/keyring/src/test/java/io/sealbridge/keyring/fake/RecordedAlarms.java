package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every alarm. */
public final class RecordedAlarms implements AlarmListener {
  private final List<Alarm> alarms = new CopyOnWriteArrayList<>();

  @Override
  public void raised(Alarm alarm) {
    alarms.add(alarm);
  }

  public List<Alarm> all() {
    return List.copyOf(alarms);
  }

  public <A extends Alarm> List<A> all(Class<A> kind) {
    return alarms.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}

package io.sealbridge.server.management;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.server.anchor.AnchorAlarms;
import io.sealbridge.server.login.LoginAlarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts alarms and logs each kind of text at most once in a while. Safe for use by many threads.
 */
public final class Alarms implements AlarmListener {

  /** New TLS files cannot be used. */
  public static final String TLS_RELOAD_FAILED = "TLS_RELOAD_FAILED";

  /** The deny list is broken or has gone; the last good one stays. */
  public static final String REVOCATIONS_UNREAD = "REVOCATIONS_UNREAD";

  /** A list of revoked certificates is too old, or will be within a day. */
  public static final String CRL_OLD = "CRL_OLD";

  /** The key-use log's checkpoints are not signed. */
  public static final String LOG_UNSIGNED = "LOG_UNSIGNED";

  /** There is little room on the disk of the key-use log. */
  public static final String LOG_DISK_LOW = "LOG_DISK_LOW";

  /** The key-use log is using up the room that is kept for a full disk. */
  public static final String LOG_RESERVE_USED = "LOG_RESERVE_USED";

  /** Every code, so that metrics show those that have not been raised yet. */
  public static final List<String> CODES =
      List.of(
          "DEGRADED_SEAL",
          "SERIAL_WENT_BACK",
          "SERIAL_BEHIND",
          "SERIAL_TWICE",
          "SERIAL_NOT_KEPT",
          "STATES_UNREAD",
          "KEY_FINDINGS",
          "STRAY_OBJECT",
          "ROTATION_ADVISED",
          "THAW_REFUSED",
          "STATE_NOT_RECORDED",
          TLS_RELOAD_FAILED,
          REVOCATIONS_UNREAD,
          CRL_OLD,
          LOG_UNSIGNED,
          LOG_DISK_LOW,
          LOG_RESERVE_USED,
          AnchorAlarms.UNREACHABLE,
          AnchorAlarms.CONFLICT,
          LoginAlarms.REVIEWER_REFUSED,
          LoginAlarms.CLUSTER_UNREACHABLE,
          LoginAlarms.KEYS_UNREAD,
          LoginAlarms.NO_TOKEN_KEY);

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 1024;

  private final Clock clock;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, Instant> lastLogged = new ConcurrentHashMap<>();

  public Alarms(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void raised(Alarm alarm) {
    raise(alarm.code(), alarm.toString());
  }

  public void raise(String code, String text) {
    counts.computeIfAbsent(code, _ -> new LongAdder()).increment();
    if (isDue(text)) {
      LOG.atWarn().addKeyValue("code", code).addKeyValue("detail", text).log("alarm");
    }
  }

  public long count(String code) {
    LongAdder count = counts.get(code);
    return count == null ? 0 : count.sum();
  }

  private boolean isDue(String text) {
    Instant now = clock.instant();
    if (lastLogged.size() > MOST_REMEMBERED) {
      lastLogged.clear();
    }
    boolean[] due = {false};
    lastLogged.compute(
        text,
        (_, last) -> {
          due[0] = last == null || now.isAfter(last.plus(QUIET));
          return due[0] ? now : last;
        });
    return due[0];
  }
}

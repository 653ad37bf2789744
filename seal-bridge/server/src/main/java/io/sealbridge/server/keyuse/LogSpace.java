package io.sealbridge.server.keyuse;

import io.sealbridge.audit.TiledKeyUseLog;
import io.sealbridge.server.config.ByteSize;
import io.sealbridge.server.management.Alarms;
import java.io.IOException;
import java.nio.file.Files;

/** Raises an alarm before the disk of the key-use log is full. Blocks on the file system. */
public final class LogSpace {
  private final TiledKeyUseLog log;
  private final ByteSize little;
  private final Alarms alarms;
  private volatile long free;

  public LogSpace(TiledKeyUseLog log, ByteSize little, Alarms alarms) {
    this.log = log;
    this.little = little;
    this.alarms = alarms;
    look();
  }

  /** Bytes that were free at the last look. */
  public long free() {
    return free;
  }

  /** Looks. */
  public void look() {
    try {
      free = Files.getFileStore(log.path()).getUsableSpace();
    } catch (IOException _) {
      // The log itself says what its disk does not do.
      return;
    }
    if (free < little.bytes()) {
      alarms.raise(
          Alarms.LOG_DISK_LOW,
          (free >> 20) + " MiB free for " + log.path() + ": make room, without it no key is used");
    }
    if (!log.hasReserve()) {
      alarms.raise(
          Alarms.LOG_RESERVE_USED,
          "the disk of " + log.path() + " is full or nearly so: make room now");
    }
  }
}

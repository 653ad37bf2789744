package io.sealbridge.audit.hsmlog;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether numbered records follow one another. In the order of the file; for one thread. */
final class Numbering {
  /** So many records are remembered, to know those of a file that was fetched twice. */
  private static final int REMEMBERED = 1_024;

  private final long modulus;
  private final Faults faults;
  private final Map<Long, String> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long last = -1;

  /**
   * @param modulus at which numbers begin again
   */
  Numbering(long modulus, Faults faults) {
    this.modulus = modulus;
    this.faults = faults;
  }

  /** Whether the record is a new one; tells of what is missing before it. */
  boolean isNew(long line, long item, String record) {
    if (record.equals(seen.get(item))) {
      return false;
    }
    long expected = (last + 1) % modulus;
    if (last >= 0 && item != expected) {
      faults.add(
          "line %d: number %d follows %d: records are missing, or come from elsewhere"
              .formatted(line, item, last));
    }
    last = item;
    seen.put(item, record);
    return true;
  }
}

package io.sealbridge.audit.read;

import io.sealbridge.audit.entry.EntryParser;
import io.sealbridge.audit.entry.UnreadableEntryException;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Octets;

/** The bytes of an entry, as they are hashed, and its index. */
public record RawEntry(long index, Octets bytes) {
  public KeyUseEntry parsed() throws UnreadableEntryException {
    return EntryParser.parse(bytes.lend());
  }
}

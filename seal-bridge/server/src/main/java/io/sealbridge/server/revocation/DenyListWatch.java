package io.sealbridge.server.revocation;

import io.sealbridge.server.identity.Revocations;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deny list in force: the file as it was when it was last good. A file that is broken or has
 * gone lets nobody in again, not even after a restart, because the last good list is kept beside
 * the bridge's other data. {@link #look} is for one thread, everything else for many.
 */
public final class DenyListWatch implements Revocations {

  private static final Logger LOG = LoggerFactory.getLogger(DenyListWatch.class);

  private final DenyListFile file;
  private final DenyListFile kept;
  private final boolean required;
  private final Consumer<ListInForce> changed;
  private volatile ListInForce inForce;
  private volatile Optional<String> trouble = Optional.empty();
  private final AtomicLong changes = new AtomicLong();

  private DenyListWatch(
      DenyListFile file,
      DenyListFile kept,
      boolean required,
      ListInForce first,
      Consumer<ListInForce> changed) {
    this.file = file;
    this.kept = kept;
    this.required = required;
    this.inForce = first;
    this.changed = changed;
  }

  /**
   * Reads the file for the first time.
   *
   * @param kept where the last good list is kept
   * @param required whether the file must be there: the configuration names it
   * @param changed is told each list that comes into force
   * @throws DenyListException if neither the file nor a list that was kept can be used
   */
  public static DenyListWatch open(
      DenyListFile file, DenyListFile kept, boolean required, Consumer<ListInForce> changed)
      throws DenyListException {
    Optional<DenyListFile.Contents> before = Optional.empty();
    try {
      before = kept.read();
    } catch (DenyListException e) {
      LOG.atWarn().addKeyValue("problem", e.getMessage()).log("the kept deny list is unusable");
    }
    ListInForce first =
        before
            .map(contents -> ListInForce.of(contents.list(), 0, ""))
            .orElseGet(() -> ListInForce.of(DenyList.NOBODY, 0, ""));
    DenyListWatch watch = new DenyListWatch(file, kept, required, first, changed);
    watch.look();
    if (watch.trouble.isPresent() && before.isEmpty()) {
      throw new DenyListException(watch.trouble.get());
    }
    return watch;
  }

  /** Looks at the file. Blocks on the file system. */
  public void look() {
    try {
      Optional<DenyListFile.Contents> read = file.read();
      if (read.isPresent()) {
        adopt(read.get());
      } else if (required || !inForce.isNobody() || !inForce.sha256().isEmpty()) {
        trouble =
            Optional.of(
                file.path()
                    + " is not there, and the last list stays in force; put it back, or to shut"
                    + " nobody out write it with the one line: epoch: "
                    + inForce.epoch());
      } else {
        trouble = Optional.empty();
      }
    } catch (DenyListException e) {
      trouble = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void adopt(DenyListFile.Contents read) {
    ListInForce old = inForce;
    long epoch = read.list().epoch();
    trouble =
        epoch < old.epoch()
            ? Optional.of(
                "%s has epoch %d, which is lower than %d seen before; %d stays in force"
                    .formatted(file.path(), epoch, old.epoch(), old.epoch()))
            : Optional.empty();
    if (read.sha256().equals(old.sha256())) {
      return;
    }
    ListInForce now = ListInForce.of(read.list(), old.epoch(), read.sha256());
    inForce = now;
    changes.incrementAndGet();
    report(old, now);
    keep(read.list().withEpoch(now.epoch()));
    changed.accept(now);
  }

  private void keep(DenyList list) {
    try {
      kept.write(list);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("the deny list could not be kept for the next start");
    }
  }

  private static void report(ListInForce old, ListInForce now) {
    LOG.atInfo()
        .addKeyValue("denied", less(now.identities(), old.identities()))
        .addKeyValue("restored", less(old.identities(), now.identities()))
        .addKeyValue("tokens", now.tokens().size())
        .addKeyValue("epoch", now.epoch())
        .log("deny list in force");
  }

  private static Set<String> less(Set<String> all, Set<String> without) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  @Override
  public boolean denies(String identity) {
    return inForce.identities().contains(identity);
  }

  @Override
  public boolean deniesToken(String accessor) {
    return inForce.tokens().contains(accessor);
  }

  @Override
  public long epoch() {
    return inForce.epoch();
  }

  /** The list that counts now. */
  public ListInForce inForce() {
    return inForce;
  }

  /** Why the file is not in force as it is, a sentence; empty if it is. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** How many identities are denied. */
  public int identities() {
    return inForce.identities().size();
  }

  /** How many tokens are denied. */
  public int tokens() {
    return inForce.tokens().size();
  }

  /** How often another list came into force. */
  public long changes() {
    return changes.get();
  }
}

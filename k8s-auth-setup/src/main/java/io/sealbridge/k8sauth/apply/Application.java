package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.desired.HiddenText;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.vault.Inventory;
import io.sealbridge.k8sauth.vault.InventoryEngine;
import io.sealbridge.k8sauth.vault.Lock;
import io.sealbridge.k8sauth.vault.Owner;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Progress;
import io.sealbridge.k8sauth.vault.Reader;
import io.sealbridge.k8sauth.vault.Seen;
import io.sealbridge.k8sauth.vault.VaultApi;
import io.sealbridge.k8sauth.vault.VaultException;
import io.sealbridge.k8sauth.vault.VaultFault;
import io.sealbridge.k8sauth.vault.Writer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Does what a plan says, in its order, for one owner at a time. Killed at any moment it leaves
 * nothing half done that the next run does not see: each object is recorded before it is made, read
 * again right before it is written, and struck out after it was removed.
 */
public final class Application {
  private static final Duration LOCK = Duration.ofSeconds(30);

  private final VaultApi vault;
  private final Owner owner;
  private final Clock clock;

  public Application(VaultApi vault, Owner owner, Clock clock) {
    this.vault = vault;
    this.owner = owner;
    this.clock = clock;
  }

  /**
   * Makes all changes of {@code plan}.
   *
   * @param seen what the plan was made of; whatever is not so any more is not overwritten
   * @param holder who does this, for whoever finds the lock held
   * @throws VaultException at the first change that fails; those before it are done
   */
  public void run(Plan plan, Map<Place, Seen> seen, String holder, Progress progress) {
    new InventoryEngine(vault, InventoryEngine.DEFAULT_MOUNT).make();
    try (Lock lock =
        Lock.acquire(vault, InventoryEngine.DEFAULT_MOUNT, owner, holder, LOCK, clock)) {
      Inventory inventory = Inventory.read(vault, InventoryEngine.DEFAULT_MOUNT, owner);
      inventory.record(
          plan.changes().stream()
              .filter(Change.Create.class::isInstance)
              .map(Change::place)
              .toList());
      Writer writer = new Writer(vault, vault.product());
      int done = 0;
      for (Change change : plan.changes()) {
        lock.check();
        requireAsSeen(change, seen, inventory);
        apply(change, writer, inventory);
        progress.at(++done, plan.changes().size());
      }
    }
  }

  private void requireAsSeen(Change change, Map<Place, Seen> seen, Inventory inventory) {
    Place place = change.place();
    Seen now = new Reader(vault).read(List.of(place), Progress.SILENT).get(place);
    Seen before = seen.getOrDefault(place, new Seen.Absent());
    if (!before.equals(now)) {
      if (change instanceof Change.Create) {
        // Somebody else made it, so it is theirs.
        inventory.strikeOut(List.of(place));
      }
      throw new VaultException(new VaultFault.ChangedMeanwhile(place.path()));
    }
  }

  private void apply(Change change, Writer writer, Inventory inventory) {
    switch (change) {
      case Change.Create create -> write(create.wanted(), new Seen.Absent(), writer, inventory);
      case Change.Update update -> write(update.wanted(), update.seen(), writer, inventory);
      case Change.Delete delete -> {
        writer.delete(delete.place());
        inventory.strikeOut(List.of(delete.place()));
      }
    }
  }

  private static void write(Wanted wanted, Seen seen, Writer writer, Inventory inventory) {
    Map<String, Object> body = new LinkedHashMap<>();
    wanted
        .fields()
        .forEach(
            (name, value) ->
                body.put(name, value instanceof HiddenText hidden ? hidden.reveal() : value));
    writer.write(wanted.place(), seen, body);
    if (wanted.place() instanceof Place.AuthConfig config
        && wanted.fields().get("token_reviewer_jwt") instanceof HiddenText reviewer) {
      inventory.recordReviewerToken(config.mount(), reviewer.sha256());
    }
  }
}

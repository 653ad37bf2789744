package io.sealbridge.k8sauth.vault;

import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which objects this tool made for one owner, kept in an engine of its own. An object is recorded
 * before it is made and struck out after it was deleted, so that whenever the tool is killed,
 * nothing that it made is missing. Every change is made by check-and-set: if another changed the
 * inventory meanwhile, it fails with {@link VaultFault.ChangedMeanwhile} and changes nothing.
 */
public final class Inventory {
  private final Document document;
  private final Owner owner;
  private int version;
  private InventoryContents contents;

  private Inventory(Document document, Owner owner, int version, InventoryContents contents) {
    this.document = document;
    this.owner = owner;
    this.version = version;
    this.contents = contents;
  }

  /** As it is now; empty if the owner or the engine has never been. */
  public static Inventory read(VaultApi api, String mount, Owner owner) {
    Document document = new Document(api, mount, owner.name());
    Document.Version seen = document.read();
    return new Inventory(document, owner, seen.number(), contents(document, owner, seen));
  }

  private static InventoryContents contents(Document document, Owner owner, Document.Version seen) {
    if (seen.number() == 0) {
      return InventoryContents.empty();
    }
    if (!seen.data().isObject()) {
      throw new VaultException(
          new VaultFault.BadInventory(document.path(), "its last version was deleted"));
    }
    try {
      return InventoryContents.parse(owner, seen.data());
    } catch (IllegalArgumentException e) {
      throw new VaultException(
          new VaultFault.BadInventory(document.path(), String.valueOf(e.getMessage())));
    }
  }

  public synchronized InventoryContents contents() {
    return contents;
  }

  /** Before they are made. */
  public void record(List<? extends Recorded> objects) {
    change(now -> now.with(objects));
  }

  /** After they were deleted. */
  public void strikeOut(List<? extends Recorded> objects) {
    change(now -> now.without(objects));
  }

  /** Which reviewer's token the method at {@code mount} has, so that a change can be seen. */
  public void recordReviewerToken(String mount, String sha256) {
    change(now -> now.withReviewerToken(mount, sha256));
  }

  private synchronized void change(UnaryOperator<InventoryContents> step) {
    InventoryContents next = step.apply(contents);
    if (!next.equals(contents)) {
      version = document.write(version, next.json(owner));
      contents = next;
    }
  }
}

package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.desired.DesiredState;
import io.sealbridge.k8sauth.desired.HiddenText;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.PlanException;
import io.sealbridge.k8sauth.vault.Inventory;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Reader;
import io.sealbridge.k8sauth.vault.Seen;
import io.sealbridge.k8sauth.vault.Writer;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes changes in Vault, each only if what it changes is still as the plan has seen it. */
final class VaultWriting {
  /** For a cluster to put a token into a Secret; it takes it less than a second. */
  private static final Duration TOKEN = Duration.ofSeconds(30);

  private static final String FILES_OF_A_POD = "/var/run/secrets/kubernetes.io/serviceaccount";

  private final AccessDescription description;
  private final Facts facts;
  private final VaultApi vault;
  private final Writer writer;
  private final Inventory inventory;

  VaultWriting(AccessDescription description, Facts facts, VaultApi vault, Inventory inventory) {
    this.description = description;
    this.facts = facts;
    this.vault = vault;
    this.writer = new Writer(vault, vault.product());
    this.inventory = inventory;
  }

  void apply(Change.InVault change, Seen before) {
    requireAsSeen(change, before);
    switch (change) {
      case Change.Create create -> write(known(create.wanted()), new Seen.Absent());
      case Change.Update update -> write(known(update.wanted()), update.seen());
      case Change.Delete delete -> {
        writer.delete(delete.place());
        inventory.strikeOut(List.of(delete.place()));
      }
    }
  }

  private void requireAsSeen(Change.InVault change, Seen before) {
    Place place = change.place();
    Seen now = new Reader(vault).read(List.of(place), Progress.SILENT).get(place);
    if (!before.equals(now)) {
      if (change instanceof Change.Create) {
        // Somebody else made it, so it is theirs.
        inventory.strikeOut(List.of(place));
      }
      throw new VaultException(new VaultFault.ChangedMeanwhile(place.path()));
    }
  }

  /** With what the cluster has made since the plan was. */
  private Wanted known(Wanted wanted) {
    if (wanted.isKnown()) {
      return wanted;
    }
    ClusterSection cluster =
        description.clusters().stream()
            .filter(candidate -> new Place.AuthConfig(candidate.mount()).equals(wanted.place()))
            .findFirst()
            .orElseThrow();
    return DesiredState.configuration(description, cluster, facts.awaited(cluster, TOKEN));
  }

  private void write(Wanted wanted, Seen seen) {
    try {
      DiscoveryWrites.run(wanted, () -> writeAndRecord(wanted, seen));
    } catch (VaultException e) {
      if (e.fault() instanceof VaultFault.Refused refused
          && refused.errors().stream().anyMatch(text -> text.contains(FILES_OF_A_POD))) {
        throw new PlanException(
            "%s was not written: the setup own-token is for a Vault that runs in a pod of the cluster, and this one has not the files of a pod's ServiceAccount (%s). Correct vault.cluster in the file, take reviewer-token, or let Vault's pod mount its ServiceAccount"
                .formatted(wanted.place().title(), String.join("; ", refused.errors())));
      }
      throw e;
    }
  }

  private void writeAndRecord(Wanted wanted, Seen seen) {
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

package io.sealbridge.k8sauth.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealbridge.vault.RetryPolicy;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** The engine of the tool's own in which inventories and locks are kept. */
public final class InventoryEngine {
  /** Where it is unless the configuration says otherwise. */
  public static final String DEFAULT_MOUNT = "k8s-auth-setup";

  private static final RetryPolicy READY = new RetryPolicy(8, Duration.ofMillis(25), Duration.ZERO);

  private final VaultApi api;
  private final String mount;

  public InventoryEngine(VaultApi api, String mount) {
    this.api = api;
    this.mount = mount;
  }

  /**
   * Makes the engine if there is none, and waits until it takes writes.
   *
   * @throws VaultException with {@link VaultFault.WrongEngine} if another kind is in its place
   */
  public void make() {
    JsonNode seen = api.read("sys/mounts").orElse(MissingNode.getInstance()).path(mount + "/");
    if (seen.isMissingNode()) {
      api.write(
          "sys/mounts/" + mount,
          Map.of(
              "type", "kv",
              "options", Map.of("version", "2"),
              "description", "what k8s-auth-setup made, by owner"));
      awaitReady();
    } else {
      check(seen);
    }
  }

  private void check(JsonNode seen) {
    String type = seen.path("type").asText();
    String version = seen.path("options").path("version").asText("1");
    if (!(type.equals("kv") && version.equals("2"))) {
      throw new VaultException(
          new VaultFault.WrongEngine(mount, "of type " + type + ", version " + version));
    }
  }

  /** A new engine refuses requests for a moment, until it has set up its versions. */
  private void awaitReady() {
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          api.read(mount + "/config");
          return;
        } catch (VaultException e) {
          if (!(e.fault() instanceof VaultFault.Refused) || !READY.awaitNext(attempt)) {
            throw e;
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}

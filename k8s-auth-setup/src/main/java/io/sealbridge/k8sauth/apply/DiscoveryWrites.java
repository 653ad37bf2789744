package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.discovery.Discovered;
import io.sealbridge.k8sauth.discovery.Issuer;
import io.sealbridge.k8sauth.plan.PlanException;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Writes of configurations at which Vault itself reads what an issuer publishes. If it does not get
 * it, it says so and nothing else, so what is to be seen from here is added.
 */
final class DiscoveryWrites {
  /** An API server may not have heard yet that everybody may read its keys. */
  private static final Duration RIGHT_IS_KNOWN = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final String NOT_READ = "oidc discovery URL";

  private DiscoveryWrites() {}

  /**
   * Does {@code write}, and again for a while where the reason that it failed may pass.
   *
   * @throws PlanException if Vault does not get what the issuer publishes
   */
  static void run(Wanted wanted, Runnable write) {
    long end = System.nanoTime() + RIGHT_IS_KNOWN.toNanos();
    try {
      while (true) {
        try {
          write.run();
          return;
        } catch (VaultException e) {
          if (!isAboutDiscovery(e)) {
            throw e;
          }
          Issuer issuer = issuer(wanted);
          Discovered seen = issuer.discover();
          if (!mayPass(seen) || System.nanoTime() - end >= 0) {
            throw new PlanException(text(wanted, issuer, seen));
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private static boolean isAboutDiscovery(VaultException e) {
    return e.fault() instanceof VaultFault.Refused refused
        && refused.errors().stream().anyMatch(text -> text.contains(NOT_READ));
  }

  private static Issuer issuer(Wanted wanted) {
    return new Issuer(
        String.valueOf(wanted.fields().get("oidc_discovery_url")),
        String.valueOf(wanted.fields().get("oidc_discovery_ca_pem")));
  }

  private static boolean mayPass(Discovered seen) {
    return switch (seen) {
      case Discovered.Published _, Discovered.NotSeenFromHere _ -> true;
      case Discovered.Refused refused -> refused.status() == 401 || refused.status() == 403;
      case Discovered.OfAnother _,
          Discovered.NoDocument _,
          Discovered.Unreachable _,
          Discovered.TlsFailed _ ->
          false;
    };
  }

  private static String text(Wanted wanted, Issuer issuer, Discovered seen) {
    return "%s was not written: Vault does not get the keys of the cluster's issuer from %s. Seen from here: %s. Vault's own host has to reach that address without a token (ClusterRole system:service-account-issuer-discovery for the group system:unauthenticated) and to trust it by %s; where it cannot, take pinned-keys"
        .formatted(
            wanted.place().title(),
            issuer.documentUrl(),
            seen.words(),
            issuer.authority().isBlank()
                ? "its system's authorities (else name issuerCaFile in the file)"
                : "the authorities that the file or the kubeconfig names (issuerCaFile)");
  }
}

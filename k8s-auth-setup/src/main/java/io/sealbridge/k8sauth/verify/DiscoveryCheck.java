package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.discovery.Discovered;
import io.sealbridge.k8sauth.discovery.Issuer;

/**
 * Whether an issuer shows its keys to whoever asks as Vault does. Vault keeps keys that it has
 * read, so logins may go on for a while where this is a finding.
 */
final class DiscoveryCheck {
  private static final String ID = "discovery";

  private DiscoveryCheck() {}

  static Check of(SeenConfig config) {
    Issuer issuer = new Issuer(config.discovery(), config.authority());
    return of(issuer, issuer.discover());
  }

  /** What {@code seen} means. Pure. */
  static Check of(Issuer issuer, Discovered seen) {
    String what = issuer.documentUrl();
    return switch (seen) {
      case Discovered.Published _ ->
          Check.ok(ID, what + " and the keys that it names can be read without a token");
      case Discovered.NotSeenFromHere _ ->
          Check.notTried(
              ID, "whether Vault gets the keys from " + what + " was not tried: " + seen.words());
      case Discovered.Refused _ ->
          finding(
              issuer,
              seen,
              "bind the group system:unauthenticated to the ClusterRole system:service-account-issuer-discovery; apply does so, unless the file says manageObjects: false");
      case Discovered.OfAnother _ ->
          finding(issuer, seen, "Vault needs the very issuer of the tokens: run apply");
      case Discovered.TlsFailed _ ->
          finding(
              issuer,
              seen,
              "by the authorities that Vault has (oidc_discovery_ca_pem): run apply if the file and the kubeconfig have the right ones, else name issuerCaFile");
      case Discovered.Unreachable _, Discovered.NoDocument _ ->
          finding(issuer, seen, "check what serves the issuer's address");
    };
  }

  private static Check finding(Issuer issuer, Discovered seen, String remedy) {
    return Check.finding(
        ID,
        "Vault reads the keys of the issuer %s, but seen from here %s: %s"
            .formatted(issuer.url(), seen.words(), remedy));
  }
}

package io.sealbridge.k8sauth.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.plan.PlanException;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiscoveryWritesTest {
  private static final String NOT_READ = "error checking oidc discovery URL";

  private final AtomicInteger writes = new AtomicInteger();

  @Test
  void writesAgainWhereTheIssuerMayNotHaveHeardYetThatEverybodyMayRead() {
    DiscoveryWrites.run(of("https://kubernetes.default.svc"), () -> failFirst(NOT_READ));

    assertThat(writes).hasValue(2);
  }

  @Test
  void saysAtOnceWhatWaitingDoesNotMend() {
    assertThatThrownBy(
            () -> DiscoveryWrites.run(of("http://127.0.0.1:1"), () -> failFirst(NOT_READ)))
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll(
            "Vault does not get the keys of the cluster's issuer from"
                + " http://127.0.0.1:1/.well-known/openid-configuration",
            "it does not answer",
            "else name issuerCaFile in the file");
    assertThat(writes).hasValue(1);
  }

  @Test
  void leavesOtherRefusalsAsTheyAre() {
    assertThatThrownBy(
            () -> DiscoveryWrites.run(of("http://127.0.0.1:1"), () -> failFirst("unknown type")))
        .isInstanceOf(VaultException.class);
    assertThat(writes).hasValue(1);
  }

  private void failFirst(String error) {
    if (writes.incrementAndGet() == 1) {
      throw new VaultException(
          new VaultFault.Refused("POST", "auth/kubernetes/config", 400, List.of(error)));
    }
  }

  private static Wanted of(String issuer) {
    return new Wanted(
        new Place.AuthConfig("kubernetes"),
        Map.of("oidc_discovery_url", issuer, "oidc_discovery_ca_pem", ""));
  }
}

package io.sealbridge.k8sauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSectionTest {
  private static final String OUTSIDE =
      """
      vault: { address: "https://vault.example:8200" }
      consumers:
        - { name: web, namespace: apps, serviceAccount: web, secrets: [ { path: web/db } ] }
        - { name: shop, namespace: apps, serviceAccount: shop, secrets: [ { path: shop/db } ] }
      clusters:
        - name: prod
          network: { $NETWORK }
      """;
  private static final String INSIDE = OUTSIDE.replace("8200\"", "8200\", cluster: prod");
  private static final String VAULT = "vault: { cidrs: [192.0.2.10/32] }";

  @TempDir Path folder = Path.of("unset");

  @Test
  void theSmallestSectionHasDefaultsForEverythingElse() throws IOException {
    AccessDescription description = read(OUTSIDE, VAULT);

    ClusterSection cluster = description.clusters().getFirst();
    NetworkSection network = cluster.network().orElseThrow();
    assertThat(network.kinds()).containsExactly(PolicyKind.KUBERNETES);
    assertThat(network.dns().namespace()).isEqualTo("kube-system");
    assertThat(network.dns().podLabels()).isEqualTo(Map.of("k8s-app", "kube-dns"));
    assertThat(network.dns().port()).isEqualTo(53);
    assertThat(network.vault().port()).isEqualTo(8200);
    assertThat(network.isolatedNamespaces()).isEmpty();
    assertThat(network.enforceIsolation()).isFalse();
    assertThat(description.networkClients(cluster).getFirst().podLabels())
        .isEqualTo(Map.of("app.kubernetes.io/name", "web"));
  }

  @Test
  void aClusterWithoutTheSectionHasNoNetwork() throws IOException {
    AccessDescription description = read(OUTSIDE.replace("network: { $NETWORK }", ""), "");

    assertThat(description.clusters().getFirst().network()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          kind: [calico]                         | unknown property clusters[0].network.kind; did you mean "kinds"?
          kinds: [cilium]                        | clusters[0].network.kinds[0] must be one of kubernetes, calico, was cilium
          kinds: []                              | kinds must list kubernetes, calico or both, each once
          kinds: [calico, calico]                | kinds must list kubernetes, calico or both, each once
          isolatedNamespaces: [kube-system]      | must not list kube-system: the cluster itself runs there
          isolatedNamespaces: ['*']              | which only kinds: [calico] can say
          isolatedNamespaces: [apps, apps]       | isolatedNamespaces has more than one with the name apps
          dns: { port: 0 }                       | dns.port must be from 1 to 65535, was 0
          dns: { podLabels: {} }                 | none would choose every pod
          dns: { podLabels: { a: 'b"' } }        | must be labels of Kubernetes
          dns: { nodeLocalAddresses: [169.254.20.10/32] } | without a length
          egress: [ { consumer: wbe, cidrs: [192.0.2.1/32], ports: [1] } ] | egress.consumer names wbe, which is not in the file; did you mean "web"?
          egress: [ { consumer: web, cidrs: [192.0.2.1/32] } ] | ports must list at least one: none would allow every port
          egress: [ { consumer: web, ports: [1] } ] | cidrs must list at least one
          egress: [ { consumer: web, cidrs: [192.0.2.1/24], ports: [1] } ] | bits set behind its length
          egress: [ { consumer: web, cidrs: [192.0.2.1], ports: [1] } ]    | must be networks such as
          egress: [ { consumer: web, cidrs: [db.example/32], ports: [1] } ] | must be networks such as
          egress: [ { consumer: web, cidrs: [10.1/16], ports: [1] } ]      | must be networks such as
          egress: [ { consumer: web, cidrs: ['2001:db8::/129'], ports: [1] } ] | must be networks such as
          bridge: { keys: [] }                   | must have cidrs (the bridge runs outside the cluster) or namespace (it runs inside), has neither
          bridge: { cidrs: [192.0.2.20/32], namespace: hsm } | has both
          bridge: { cidrs: [192.0.2.20/32], keys: [ { name: a, port: 1 }, { name: b, port: 1 } ] } | keys a and b have one port, 1: whoever may reach one would reach both
          bridge: { cidrs: [192.0.2.20/32], keys: [ { name: a, port: 1 }, { name: a, port: 2 } ] } | keys has more than one with the name a
          bridge: { cidrs: [192.0.2.20/32], keys: [ { name: a, port: 1, clients: [shpo] } ] }      | keys a.clients names shpo, which is not in the file; did you mean "shop"?
          bridge: { cidrs: [192.0.2.20/32], clients: [ { name: web, namespace: a, serviceAccount: a } ] } | has more than one with the name web
          """)
  void refuses(String network, String message) {
    assertThatThrownBy(() -> read(OUTSIDE, VAULT + ", " + network))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("access.yaml, line ")
        .hasMessageContaining(message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kinds: [kubernetes]                    | vault.cidrs must say where Vault is for the pods of prod
          vault: { cidrs: [192.0.2.10/32], sealKey: vualt }, bridge: { cidrs: [192.0.2.20/32], keys: [ { name: vault, port: 1 } ] } | did you mean "vault"?
          vault: { cidrs: [192.0.2.10/32] }, injector: { port: 8080 } | apiServer must be given: it calls the injector
          """)
  void refusesWhereVaultIsOutside(String network, String message) {
    assertThatThrownBy(() -> read(OUTSIDE, network)).hasMessageContaining(message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kinds: [kubernetes]                    | apiServer must be given: Vault's own pods ask it about tokens
          vault: { cidrs: [192.0.2.10/32] }      | vault.cidrs is for a Vault outside the cluster
          """)
  void refusesWhereVaultIsInside(String network, String message) {
    assertThatThrownBy(() -> read(INSIDE, network)).hasMessageContaining(message.strip());
  }

  @Test
  void refusesClientsOfDifferentKeysThatPoliciesCannotTellApart() throws IOException {
    String keys =
        ", bridge: { cidrs: [192.0.2.20/32], keys: [ { name: a, port: 1, clients: [web] } ] }";
    String labels = "secrets: [ { path: web/db } ], podLabels: { tier: front } }";
    String sameLabels =
        OUTSIDE
            .replace("secrets: [ { path: web/db } ] }", labels)
            .replace(
                "secrets: [ { path: shop/db } ] }", labels.replace("front }", "front, a: b }"));
    String sameAccount = OUTSIDE.replace("serviceAccount: shop", "serviceAccount: web");

    assertThatThrownBy(() -> read(sameLabels, VAULT + keys))
        .hasMessageContaining(
            "web and shop may use different keys, but kubernetes policies cannot tell them apart");
    assertThatThrownBy(() -> read(sameAccount, "kinds: [calico], " + VAULT + keys))
        .hasMessageContaining("they share a ServiceAccount");
    assertThat(read(sameAccount, VAULT + keys).consumers()).hasSize(2);
    assertThat(read(sameLabels, "kinds: [calico], " + VAULT + keys).consumers()).hasSize(2);
  }

  @Test
  void refusesNamesThatNoObjectOfKubernetesCanHave() {
    assertThatThrownBy(() -> read(OUTSIDE.replace("name: web", "name: web_1"), VAULT))
        .hasMessageContaining("the name of a consumer must be a name of Kubernetes, was web_1");
  }

  @Test
  void takesAddressesOfBothFamilies() throws IOException {
    AccessDescription description =
        read(
            OUTSIDE,
            "vault: { cidrs: ['2001:db8::1/128', 0.0.0.0/0] }, dns: { nodeLocalAddresses:"
                + " [169.254.20.10, 'fd00::10'] }");

    NetworkSection network = description.clusters().getFirst().network().orElseThrow();
    assertThat(network.dns().nodeLocalNetworks())
        .isEqualTo(List.of("169.254.20.10/32", "fd00::10/128"));
  }

  private AccessDescription read(String file, String network) throws IOException {
    String text = file.replace("$NETWORK", network);
    return AccessFile.read(Files.writeString(folder.resolve("access.yaml"), text));
  }
}

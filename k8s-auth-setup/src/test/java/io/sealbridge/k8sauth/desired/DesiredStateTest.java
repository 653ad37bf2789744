package io.sealbridge.k8sauth.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import io.sealbridge.k8sauth.vault.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesiredStateTest {
  private static final ClusterFacts FACTS =
      new ClusterFacts(
          URI.create("https://api:6443"),
          "authority",
          "https://issuer",
          List.of("key"),
          Optional.of(new HiddenText("reviewer")));

  private static final String FILE =
      """
      vault: { address: "https://vault:8200"VAULT }
      clusters: [ { name: prod, setup: SETUP } ]
      secretEngines: [ { path: secret }, { path: old, version: 1 } ]
      consumers:
        - { name: web, namespace: apps, serviceAccount: web, secrets: [ { path: web/db }, { engine: old, path: x } ] }
      """;

  @TempDir Path folder = Path.of("unset");

  @Test
  void makesRolesLastAndMountsFirst() throws IOException {
    assertThat(wanted("reviewer-token").stream().map(Wanted::place))
        .containsExactly(
            new Place.SecretEngine("secret"),
            new Place.SecretEngine("old"),
            new Place.AuthMethod("kubernetes"),
            new Place.AuthConfig("kubernetes"),
            new Place.Policy("web"),
            new Place.Role("kubernetes", "web"));
  }

  @Test
  void aConsumerGetsAPolicyForItsSecretsAndNothingElse() throws IOException {
    assertThat(fields(wanted("reviewer-token"), new Place.Policy("web")).get("policy"))
        .isEqualTo(
            """
            path "secret/data/web/db" {
              capabilities = ["read"]
            }

            path "old/x" {
              capabilities = ["read"]
            }
            """);
  }

  @Test
  void aConsumerGetsARoleForItsServiceAccountAndNoOther() throws IOException {
    assertThat(fields(wanted("reviewer-token"), new Place.Role("kubernetes", "web")))
        .containsEntry("bound_service_account_names", List.of("web"))
        .containsEntry("bound_service_account_namespaces", List.of("apps"))
        .containsEntry("audience", "vault")
        .containsEntry("token_policies", List.of("web"))
        .containsEntry("token_ttl", 3600L);
  }

  @Test
  void vaultsOwnTokenIsNeverStored() throws IOException {
    Map<String, Object> fields =
        fields(wanted("own-token", ", cluster: prod"), new Place.AuthConfig("kubernetes"));

    assertThat(fields)
        .containsEntry("disable_local_ca_jwt", false)
        .containsEntry("kubernetes_ca_cert", "");
    assertThat(reviewer(fields)).isEmpty();
  }

  @Test
  void aReviewersTokenIsSentAndShownToNobody() throws IOException {
    Map<String, Object> fields =
        fields(wanted("reviewer-token"), new Place.AuthConfig("kubernetes"));

    assertThat(reviewer(fields)).isEqualTo("reviewer");
    assertThat(fields)
        .containsEntry("disable_local_ca_jwt", true)
        .containsEntry("kubernetes_ca_cert", "authority");
    assertThat(fields.toString())
        .doesNotContain("reviewer=")
        .contains("token_reviewer_jwt=(hidden)");
  }

  @Test
  void aClientsOwnTokenMustBeTheApiServersSoNoOtherAudienceIsAskedFor() throws IOException {
    assertThat(fields(wanted("client-token"), new Place.Role("kubernetes", "web")))
        .containsEntry("audience", "");
  }

  @Test
  void withPinnedKeysARoleBindsAudienceAndClaims() throws IOException {
    List<Wanted> wanted = wanted("pinned-keys");

    assertThat(fields(wanted, new Place.AuthMethod("kubernetes"))).containsEntry("type", "jwt");
    assertThat(fields(wanted, new Place.AuthConfig("kubernetes")))
        .containsEntry("jwt_validation_pubkeys", List.of("key"))
        .containsEntry("bound_issuer", "https://issuer")
        .containsEntry("oidc_discovery_url", "");
    assertThat(fields(wanted, new Place.Role("kubernetes", "web")))
        .containsEntry("bound_audiences", List.of("vault"))
        .containsEntry(
            "bound_claims",
            Map.of(
                "/kubernetes.io/namespace", List.of("apps"),
                "/kubernetes.io/serviceaccount/name", List.of("web")));
  }

  @Test
  void withDiscoveryVaultReadsTheKeysItself() throws IOException {
    assertThat(fields(wanted("oidc-discovery"), new Place.AuthConfig("kubernetes")))
        .containsEntry("oidc_discovery_url", "https://issuer")
        .containsEntry("jwt_validation_pubkeys", List.of());
  }

  private List<Wanted> wanted(String setup) throws IOException {
    return wanted(setup, "");
  }

  private List<Wanted> wanted(String setup, String vault) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("access.yaml"), FILE.replace("VAULT", vault).replace("SETUP", setup));
    AccessDescription description = AccessFile.read(file);
    return DesiredState.of(description, Map.of("prod", FACTS));
  }

  private static Map<String, Object> fields(List<Wanted> wanted, Place place) {
    return wanted.stream()
        .filter(object -> object.place().equals(place))
        .findFirst()
        .orElseThrow()
        .fields();
  }

  private static String reviewer(Map<String, Object> fields) {
    assertThat(fields.get("token_reviewer_jwt")).isInstanceOf(HiddenText.class);
    return fields.get("token_reviewer_jwt") instanceof HiddenText hidden ? hidden.reveal() : "";
  }
}

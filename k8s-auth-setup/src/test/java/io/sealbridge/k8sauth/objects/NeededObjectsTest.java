package io.sealbridge.k8sauth.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededObjectsTest {
  private static final String FILE =
      """
      owner: team-a
      vault: { address: "https://vault:8200", podNamespace: safe, podServiceAccount: bao, cluster: prod }
      clusters: [ { name: prod, mount: k8s/prod, setup: SETUP, reviewerNamespace: safe } ]
      roles:
        - { name: shop, serviceAccounts: [shop, till], namespaces: [shop] }
        - { name: tools, serviceAccounts: ['*'], namespaces: [tools] }
      consumers:
        - { name: web, namespace: apps, serviceAccount: web, secrets: [ { path: web/db } ] }
      """;

  @TempDir Path folder = Path.of("unset");

  @Test
  void makesAReviewerWhoMayReviewTokensAndNothingElse() throws IOException {
    List<HasMetadata> objects = needed("reviewer-token");

    assertThat(objects.stream().map(HasMetadata::getKind))
        .containsExactly("ServiceAccount", "Secret", "ClusterRole", "ClusterRoleBinding");
    assertThat(only(objects, ServiceAccount.class).getAutomountServiceAccountToken()).isFalse();
    Secret secret = only(objects, Secret.class);
    assertThat(secret.getType()).isEqualTo("kubernetes.io/service-account-token");
    assertThat(secret.getMetadata().getName()).isEqualTo("vault-reviewer-token");
    assertThat(secret.getMetadata().getAnnotations())
        .containsEntry("kubernetes.io/service-account.name", "vault-reviewer");
    assertThat(only(objects, ClusterRole.class).getRules())
        .singleElement()
        .satisfies(rule -> assertThat(text(rule)).isEqualTo("create tokenreviews"));
    assertThat(subjects(objects)).containsExactly("ServiceAccount safe/vault-reviewer");
  }

  @Test
  void givesTheRightToVaultsOwnAccount() throws IOException {
    List<HasMetadata> objects = needed("own-token");

    assertThat(objects.stream().map(HasMetadata::getKind))
        .containsExactly("ClusterRole", "ClusterRoleBinding");
    assertThat(subjects(objects)).containsExactly("ServiceAccount safe/bao");
    assertThat(only(objects, ClusterRoleBinding.class).getRoleRef().getName())
        .isEqualTo(only(objects, ClusterRole.class).getMetadata().getName());
  }

  @Test
  void givesTheRightToEveryClientThatReviewsItself() throws IOException {
    assertThat(subjects(needed("client-token")))
        .containsExactly(
            "ServiceAccount shop/shop",
            "ServiceAccount shop/till",
            "Group system:serviceaccounts:tools",
            "ServiceAccount apps/web");
  }

  @Test
  void letsAnybodyReadTheKeysWhereVaultReadsThem() throws IOException {
    List<HasMetadata> objects = needed("oidc-discovery");

    assertThat(only(objects, ClusterRoleBinding.class).getRoleRef().getName())
        .isEqualTo("system:service-account-issuer-discovery");
    assertThat(subjects(objects)).containsExactly("Group system:unauthenticated");
    assertThat(objects).hasSize(1);
  }

  @Test
  void needsNothingForPinnedKeys() throws IOException {
    assertThat(needed("pinned-keys")).isEmpty();
  }

  @Test
  void letsNamespacesBeReadWhereARoleGoesByTheirLabels() throws IOException {
    List<HasMetadata> objects =
        of(
            FILE.replace("SETUP", "own-token")
                .replace("namespaces: [tools]", "namespaceLabels: { team: a }")
                .replace("['*']", "[tool]"));

    assertThat(only(objects, ClusterRole.class).getRules().stream().map(NeededObjectsTest::text))
        .containsExactly("create tokenreviews", "get namespaces");
  }

  @Test
  void namesOwnerAndMountSoThatNobodyElsesObjectIsMeant() throws IOException {
    ClusterRole role = only(needed("own-token"), ClusterRole.class);

    assertThat(role.getMetadata().getName())
        .isEqualTo("k8s-auth-setup:team-a:k8s:prod:token-review");
    assertThat(Ownership.ownerOf(role)).contains("team-a");
    role.getMetadata().getLabels().remove("app.kubernetes.io/managed-by");
    assertThat(Ownership.ownerOf(role)).isEmpty();
  }

  @Test
  void makesAccountsOfConsumersOnlyIfAsked() throws IOException {
    List<HasMetadata> objects =
        of(
            FILE.replace("SETUP", "pinned-keys")
                .replace(
                    "serviceAccount: web,", "serviceAccount: web, createServiceAccount: true,"));

    ServiceAccount account = only(objects, ServiceAccount.class);
    assertThat(account.getMetadata().getNamespace()).isEqualTo("apps");
    assertThat(account.getMetadata().getName()).isEqualTo("web");
    assertThat(account.getAutomountServiceAccountToken()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['shop-*'] | namespaces: [a]                 | roles[0].serviceAccounts has the pattern shop-*",
        "[shop]     | namespaces: ['a-*']             | roles[0] has client-token as its cluster's setup: list its namespaces",
        "[shop]     | namespaceLabels: { team: a }    | roles[0] has client-token as its cluster's setup: list its namespaces",
      })
  void refusesWhatRbacCannotNameWhereEachClientNeedsARight(
      String accounts, String where, String message) {
    String file =
        """
        vault: { address: "https://vault:8200" }
        clusters: [ { name: prod, setup: client-token } ]
        roles: [ { name: a, serviceAccounts: %s, %s } ]
        """
            .formatted(accounts, where);

    assertThatThrownBy(() -> of(file)).hasMessageContaining(message);
  }

  private List<HasMetadata> needed(String setup) throws IOException {
    return of(FILE.replace("SETUP", setup));
  }

  private List<HasMetadata> of(String file) throws IOException {
    AccessDescription description =
        AccessFile.read(Files.writeString(folder.resolve("access.yaml"), file));
    return NeededObjects.of(description, description.clusters().getFirst());
  }

  private static <T extends HasMetadata> T only(List<HasMetadata> objects, Class<T> kind) {
    List<T> found = objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<String> subjects(List<HasMetadata> objects) {
    return only(objects, ClusterRoleBinding.class).getSubjects().stream()
        .map(NeededObjectsTest::text)
        .toList();
  }

  private static String text(Subject subject) {
    String namespace = subject.getNamespace();
    return subject.getKind() + " " + (namespace == null ? "" : namespace + "/") + subject.getName();
  }

  private static String text(PolicyRule rule) {
    return String.join(",", rule.getVerbs()) + " " + String.join(",", rule.getResources());
  }
}

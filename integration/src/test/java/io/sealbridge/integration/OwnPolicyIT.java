package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the policy that the tool prints for itself everything works, and nothing in it is idle. */
class OwnPolicyIT {
  private static final String WEB =
      """
        - { name: web, cluster: outside, namespace: apps, serviceAccount: web, role: web, secrets: [ { engine: apps, path: web/db } ] }
        - { name: inner, cluster: inside, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web/db } ] }
      """;
  private static final String JOB =
      """
        - { name: job, cluster: outside, namespace: apps, serviceAccount: job, secrets: [ { engine: apps, path: job/db } ] }
        - { name: inner-job, cluster: inside, namespace: apps, serviceAccount: job, secrets: [ { engine: apps, path: job/db } ] }
      """;
  private static final List<String> MOUNTS =
      List.of("mounts/apps", "auth/jwt/outside", "auth/kubernetes/inside");

  private static final String LEFTOVER_POLICIES = "path \"sys/policies/acl/*";

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @RegisterExtension final Scene scene = new Scene();

  private final KubernetesApi api = CLUSTER.api();

  @ParameterizedTest
  @EnumSource
  void isEnoughToApplyToApplyAgainAndToPrune(Product product) {
    // given
    DevelopmentServer server = started(product);
    AccessTool tool = tool();
    List<String> lines = printed(tool, access(server, WEB + JOB), "--prune");

    // when
    String token = tokenWith(server, lines);
    tool.describe(token, access(server, WEB + JOB));
    CommandResult applied = tool.run("apply", "--yes");
    CommandResult again = tool.run("apply", "--yes");
    tool.describe(token, access(server, WEB));
    CommandResult pruned = tool.run("apply", "--yes", "--prune");
    CommandResult planned = tool.run("plan", "--prune");
    CommandResult watched = with(tool, server, readOnly(lines), "watch", "--once", "--prune");

    // then
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).isEqualTo("Nothing to change.\n");
    assertThat(pruned.exitCode()).as(pruned.output()).isZero();
    assertThat(pruned.output()).contains("- policy job", "- role job of auth method jwt/outside/");
    assertThat(planned.exitCode()).as(planned.output()).isZero();
    assertThat(watched.exitCode()).as(watched.output()).isZero();
  }

  /** Lines that allow reading, and in them that alone. */
  private static List<String> readOnly(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("\"read\""))
        .map(line -> line.replaceFirst("\\[.*]", "[\"read\"]"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void withoutOneOfItsLinesSomethingFailsAndTheLineIsNamed(Product product) {
    // given
    DevelopmentServer server = started(product);
    AccessTool tool = tool();
    List<String> lines = printed(tool, access(server, WEB), "--prune");
    assertThat(lines).hasSizeGreaterThan(15).doesNotHaveDuplicates();

    // when
    SoftAssertions each = new SoftAssertions();
    for (String line : lines) {
      // The pattern's is in the test below: it is for what no line of the file's is for.
      if (!line.startsWith(LEFTOVER_POLICIES)) {
        reset(server);
        List<String> others = new ArrayList<>(lines);
        others.remove(line);
        tool.describe(tokenWith(server, others), access(server, WEB));
        CommandResult refused = tool.run("apply", "--yes");

        // then
        each.assertThat(refused.exitCode()).as("without " + line).isEqualTo(1);
        each.assertThat(refused.output())
            .as("without " + line)
            .contains(named(line), "k8s-auth-setup policy");
      }
    }
    each.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void removesWhatAnEarlierFileNamedOnlyIfItIsPrintedToPrune(Product product) {
    // given what the file names no more
    DevelopmentServer server = started(product);
    AccessTool tool = tool();
    tool.describe(DevelopmentServer.ROOT_TOKEN, access(server, WEB + JOB));
    tool.run("apply", "--yes").orFail();
    List<String> reading = printed(tool, access(server, WEB));
    List<String> pruning = printed(tool, access(server, WEB), "--prune");
    List<String> blind = new ArrayList<>(pruning);
    blind.removeIf(line -> line.startsWith(LEFTOVER_POLICIES));

    // when
    CommandResult seen = with(tool, server, reading, "plan", "--prune");
    CommandResult unseen = with(tool, server, blind, "plan", "--prune");
    CommandResult refused = with(tool, server, reading, "apply", "--yes", "--prune");
    CommandResult pruned = with(tool, server, pruning, "apply", "--yes", "--prune");

    // then
    assertThat(seen.exitCode()).as(seen.output()).isEqualTo(3);
    assertThat(unseen.exitCode()).as(unseen.output()).isEqualTo(1);
    assertThat(unseen.output()).contains(named(LEFTOVER_POLICIES + "\""));
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains("{ capabilities = [\"delete\"] }");
    assertThat(pruned.exitCode()).as(pruned.output()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aPlanSaysIfItIsNotKnownWhetherTheTokenMayApply(Product product) {
    // given: tokens may ask what they may do by the policy default, which this one has not
    DevelopmentServer server = started(product);
    AccessTool tool = tool();
    List<String> reading = readOnly(printed(tool, access(server, WEB)));

    // when
    CommandResult planned = with(tool, server, reading, "plan");

    // then
    assertThat(planned.exitCode()).as(planned.output()).isEqualTo(3);
    assertThat(planned.output())
        .contains(
            "Whether this token may apply it is not known: it may not ask. No policy of it has: path"
                + " \"sys/capabilities-self\" { capabilities = [\"update\"] }");
  }

  private DevelopmentServer started(Product product) {
    return scene.closing(DevelopmentServer.start(product, scene.folder()));
  }

  private AccessTool tool() {
    return new AccessTool(scene.folder().resolve("setup"));
  }

  /** The lines without their comments, for a file whose token is of no use. */
  private static List<String> printed(AccessTool tool, String access, String... options) {
    tool.describe("none", access);
    List<String> arguments = new ArrayList<>(List.of("policy"));
    arguments.addAll(List.of(options));
    return tool.run(arguments.toArray(String[]::new))
        .orFail()
        .output()
        .lines()
        .filter(line -> line.startsWith("path "))
        .toList();
  }

  private CommandResult with(
      AccessTool tool, DevelopmentServer server, List<String> lines, String... arguments) {
    tool.describe(tokenWith(server, lines), access(server, WEB));
    return tool.run(arguments);
  }

  /** How a message names what the line allows; for patterns, how that starts. */
  private static String named(String line) {
    String path = line.split("\"", -1)[1];
    return "none of its policies has: path \"" + path.replace("*", "");
  }

  private static String tokenWith(DevelopmentServer server, List<String> lines) {
    try (JsonHttp http = server.http()) {
      http.put("/v1/sys/policies/acl/tool", Map.of("policy", String.join("\n", lines))).expect(204);
      return http.post(
              "/v1/auth/token/create",
              Map.of("policies", List.of("tool"), "no_default_policy", true))
          .expect(200)
          .json()
          .path("auth")
          .path("client_token")
          .asText();
    }
  }

  private static void reset(DevelopmentServer server) {
    try (JsonHttp http = server.http()) {
      for (String mount : MOUNTS) {
        http.delete("/v1/sys/" + mount);
      }
      http.delete("/v1/sys/mounts/k8s-auth-setup");
      for (String policy : List.of("web", "job", "inner", "inner-job")) {
        http.delete("/v1/sys/policies/acl/" + policy);
      }
    }
  }

  private String access(DevelopmentServer server, String consumers) {
    return """
        vault: { address: "%s", login: { tokenFile: vault-token } }
        clusters:
          - { name: outside, kubeconfig: "%s", mount: jwt/outside, setup: pinned-keys }
          - { name: inside, kubeconfig: "%s", mount: kubernetes/inside, setup: client-token }
        secretEngines: [ { path: apps } ]
        policies:
          - { name: web, paths: [ { path: apps/data/web/db, capabilities: [ read ] } ] }
        roles:
          - { name: web, cluster: outside, serviceAccounts: [ web ], namespaces: [ apps ], policies: [ web ] }
        consumers:
        """
            .formatted(server.address(), kubeconfig(), kubeconfig())
        + consumers;
  }

  private String kubeconfig() {
    return api.kubeconfig(ClusterUser.ADMIN).toString();
  }
}

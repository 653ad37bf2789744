package io.sealbridge.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.Scene;
import io.sealbridge.integration.process.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The node of the tests runs pods, survives a loss of power and leaves nothing behind. */
class NodeIT {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: apps}
      spec:
        containers:
          - name: app
            image: seal-bridge.test/pause:1
            imagePullPolicy: Never
            command: [sh, -c, "echo started; sleep 100000"]
            volumeMounts: [{name: memory, mountPath: /memory}]
        volumes: [{name: memory, emptyDir: {medium: Memory}}]
      """;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void runsAPodAgainAfterAllWasKilledAndLeavesNoTrace() {
    // given
    Node node = scene.closing(new Node(scene.folder().resolve("n")));
    node.start();
    node.api().createNamespace("apps");
    node.kubectl().apply("web", POD);

    // when
    node.kubectl().awaitReady("apps", "web");

    // then
    assertThat(node.kubectl().logs("apps", "web", "app")).isEqualTo("started\n");
    assertThat(node.kubectl().exec("apps", "web", "app", "ls", "/memory").exitCode()).isZero();
    assertThat(node.traces()).isNotEmpty();

    // when
    node.kill();
    node.start();

    // then
    Eventually.until(
        "the pod runs again",
        Duration.ofMinutes(1),
        Duration.ofMillis(500),
        () -> node.kubectl().exec("apps", "web", "app", "ls", "/memory").exitCode() == 0);

    // when
    node.close();

    // then
    assertThat(node.traces()).isEmpty();
  }

  @Test
  void leavesNoTraceAfterItWasKilled() {
    // given
    Node node = scene.closing(new Node(scene.folder().resolve("n")));
    node.start();
    node.api().createNamespace("apps");
    node.kubectl().apply("web", POD);
    node.kubectl().awaitReady("apps", "web");

    // when
    node.kill();
    node.close();

    // then
    assertThat(node.traces()).isEmpty();
  }
}

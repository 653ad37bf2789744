package io.sealbridge.integration;

import io.sealbridge.integration.kubernetes.Kubectl;
import io.sealbridge.integration.kubernetes.Node;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.Product;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pod of an application and the product's agent beside it. The agent logs in with a projected
 * token and renders {@link PodAccess#SECRET} into memory that both share.
 */
record AgentPod(Node node, Product product, ServiceAccount account, URI server) {
  private static final Duration SEEN = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Starts the pod and waits until both containers run. */
  static AgentPod start(Node node, Product product, ServiceAccount account, URI server) {
    AgentPod pod = new AgentPod(node, product, account, server);
    node.loadImage(pod.image(), product.binary());
    pod.kubectl().apply(account.namespace() + "-" + account.name(), pod.manifest());
    pod.kubectl().awaitReady(account.namespace(), account.name());
    return pod;
  }

  /** What the application finds in its file; empty without a file. */
  String seenByApplication() {
    return look().orFail().output();
  }

  /** The names of the files that the agent has made. */
  String files() {
    return run("ls /secrets").orFail().output();
  }

  /** Also while the pod is not back yet after its node was killed. */
  void awaitSeen(String content) {
    try {
      Eventually.until(
          "the application sees " + content, SEEN, PAUSE, () -> look().equals(seen(content)));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but " + look() + "\n" + kubectl().run(log()), e);
    }
  }

  private CommandResult look() {
    return run("cat /secrets/app || true");
  }

  private static CommandResult seen(String content) {
    return new CommandResult(0, content);
  }

  /** Waits until the agent has said so more than {@code before} times. */
  void awaitAgentSays(String text, int before) {
    Eventually.until(
        "the agent says more than " + before + " times: " + text,
        SEEN,
        PAUSE,
        () -> timesAgentSaid(text) > before);
  }

  int timesAgentSaid(String text) {
    return agentLog().split(Pattern.quote(text), -1).length - 1;
  }

  /** Another one after the pod was made again. */
  String uid() {
    return kubectl()
        .run(
            "get",
            "pod",
            account.name(),
            "--namespace=" + account.namespace(),
            "--output=jsonpath={.metadata.uid}")
        .orFail()
        .output();
  }

  String agentLog() {
    return kubectl().run(log()).orFail().output();
  }

  private String[] log() {
    return new String[] {
      "logs", "--namespace=" + account.namespace(), account.name(), "--container=agent"
    };
  }

  private CommandResult run(String script) {
    return kubectl()
        .exec(account.namespace(), account.name(), "app", "sh", "-c", script + " 2>/dev/null");
  }

  private Kubectl kubectl() {
    return node.kubectl();
  }

  private String image() {
    return "seal-bridge.test/" + product.name().toLowerCase(Locale.ROOT) + ":1";
  }

  private String manifest() {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %2$s, namespace: %1$s}
    data:
      agent.hcl: |
        vault { address = "%3$s" }
        auto_auth {
          method "kubernetes" { config = { role = "%4$s", token_path = "/run/token/token" } }
        }
        template_config { static_secret_render_interval = "2s" }
        template {
          contents    = "{{ with secret \\"%5$s\\" }}{{ .Data.data.password }}{{ end }}"
          destination = "/secrets/app"
        }
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: %2$s, namespace: %1$s}
    spec:
      serviceAccountName: %2$s
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 1
      containers:
        - name: app
          image: %6$s
          imagePullPolicy: Never
          volumeMounts: [{name: secrets, mountPath: /secrets}]
        - name: agent
          image: %6$s
          imagePullPolicy: Never
          command: [/bin/%7$s, agent, -config=/configuration/agent.hcl]
          volumeMounts:
            - {name: secrets, mountPath: /secrets}
            - {name: configuration, mountPath: /configuration}
            - {name: token, mountPath: /run/token}
      volumes:
        - {name: secrets, emptyDir: {medium: Memory}}
        - {name: configuration, configMap: {name: %2$s}}
        - name: token
          projected:
            sources:
              - serviceAccountToken: {path: token, audience: vault, expirationSeconds: 600}
    """
        .formatted(
            account.namespace(),
            account.name(),
            server,
            PodAccess.ROLE,
            PodAccess.SECRET,
            image(),
            product.binary().getFileName());
  }
}

package io.sealbridge.integration;

import io.sealbridge.integration.kubernetes.Kubectl;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The pod of a Deployment that was rendered for a consumer, as kubectl shows it. */
record RenderedPod(Kubectl kubectl, String namespace, String consumer) {
  private static final Duration SEEN = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String AGENT = "vault-agent";

  /** Makes what is in a kustomize folder. */
  static void apply(Kubectl kubectl, Path folder) {
    kubectl.run("apply", "--server-side", "--kustomize=" + folder).orFail();
  }

  /** Waits until the application finds {@code text} in a secret's file. */
  void awaitSeen(String file, String text) {
    try {
      Eventually.until(
          "the application of " + consumer + " sees " + text,
          SEEN,
          PAUSE,
          () -> look(file).output().contains(text));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but " + look(file) + "\n" + described(), e);
    }
  }

  /** What the application finds in its file. */
  String seen(String file) {
    return look(file).orFail().output();
  }

  private CommandResult look(String file) {
    return kubectl.exec(namespace, deployment(), "application", "cat", "/vault/secrets/" + file);
  }

  /** Waits until the agent has said so more than {@code before} times. */
  void awaitAgentSays(String text, int before) {
    Eventually.until(
        "the agent of " + consumer + " says more than " + before + " times: " + text,
        SEEN,
        PAUSE,
        () -> timesAgentSaid(text) > before);
  }

  int timesAgentSaid(String text) {
    return agentLog().split(Pattern.quote(text), -1).length - 1;
  }

  /** Empty before there is a container. */
  String agentLog() {
    CommandResult log =
        kubectl.run(
            "logs", "--namespace=" + namespace, deployment(), "--container=" + AGENT, "--tail=-1");
    return log.exitCode() == 0 ? log.output() : "";
  }

  /** From its next pod on. */
  void takeAccount(String account) {
    kubectl
        .run(
            "patch",
            deployment(),
            "--namespace=" + namespace,
            "--type=merge",
            "--patch",
            """
            {"spec": {"strategy": {"type": "Recreate", "rollingUpdate": null},
                      "template": {"spec": {"serviceAccountName": "%s"}}}}
            """
                .formatted(account))
        .orFail();
  }

  /** Ends its pods; the Deployment makes others. */
  void makeAgain() {
    kubectl
        .run("delete", "pods", "--namespace=" + namespace, selector(), "--grace-period=1")
        .orFail();
  }

  /** Whether the application's container was ever started. */
  boolean applicationHasStarted() {
    String started =
        kubectl
            .run(
                "get",
                "pods",
                "--namespace=" + namespace,
                selector(),
                "--output=jsonpath={.items[*].status.containerStatuses[*].started}")
            .orFail()
            .output();
    return started.contains("true");
  }

  private String selector() {
    return "--selector=app.kubernetes.io/name=" + consumer;
  }

  private String deployment() {
    return "deployment/" + consumer;
  }

  private String described() {
    return kubectl.run("describe", "pods", "--namespace=" + namespace).output() + agentLog();
  }
}

package io.sealbridge.k8sauth.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs what most users run, against a server in this process. Java's ahead-of-time cache is made
 * from it when the distribution is built.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Renders and plans a small file against a server of its own, and ends.")
final class Rehearsal implements Callable<Integer> {
  private static final int CONSUMERS = 20;
  private static final int PLANS = 5;

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      required = true,
      description = "Has tls.p12 and tls.crt, the server's; the file is written there.")
  Path folder = Path.of(".");

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      required = true,
      description = "The password of tls.p12.")
  Path password = Path.of("password");

  Rehearsal(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    char[] secret = Files.readString(password).strip().toCharArray();
    try (RehearsalServer server = RehearsalServer.start(folder.resolve("tls.p12"), secret)) {
      Files.writeString(folder.resolve("kubeconfig"), kubeconfig(server.address()));
      Path access = folder.resolve("access.yaml");
      Files.writeString(access, description(server.address()));
      boolean good = run("schema") == ExitCode.DONE;
      good &= run("render", "--file", access.toString()) == ExitCode.DONE;
      for (int i = 0; i < PLANS; i++) {
        good &= run("plan", "--file", access.toString()) == ExitCode.DIFFERENCES;
      }
      return good ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private int run(String... command) {
    Surroundings inside =
        new Surroundings(
            surroundings.version(),
            surroundings.clock(),
            Map.of("VAULT_TOKEN", "rehearsal"),
            surroundings.input(),
            false,
            surroundings.holder());
    CommandLine commands = Commands.of(inside);
    commands.setOut(new PrintWriter(Writer.nullWriter())).setErr(spec.commandLine().getErr());
    return commands.execute(command);
  }

  private String kubeconfig(String address) {
    return """
    apiVersion: v1
    kind: Config
    current-context: rehearsal
    contexts: [ { name: rehearsal, context: { cluster: rehearsal, user: rehearsal } } ]
    clusters: [ { name: rehearsal, cluster: { server: "%s", certificate-authority: "%s" } } ]
    users: [ { name: rehearsal, user: { token: rehearsal } } ]
    """
        .formatted(address, folder.resolve("tls.crt").toAbsolutePath());
  }

  private String description(String address) {
    StringBuilder text =
        new StringBuilder(
            """
            vault: { address: "%s", caFile: tls.crt }
            clusters: [ { name: rehearsal, kubeconfig: kubeconfig, setup: pinned-keys } ]
            secretEngines: [ { path: apps } ]
            consumers:
            """
                .formatted(address));
    for (int i = 0; i < CONSUMERS; i++) {
      text.append(
          """
            - name: app-%1$d
              namespace: apps
              serviceAccount: app-%1$d
              secrets: [ { engine: apps, path: app-%1$d/db } ]
          """
              .formatted(i));
    }
    return text.toString();
  }
}

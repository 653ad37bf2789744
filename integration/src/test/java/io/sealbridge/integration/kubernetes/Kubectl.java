package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cluster as its administrator sees it. */
public final class Kubectl {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final Path kubeconfig;

  Kubectl(Path folder, Path kubeconfig) {
    this.folder = PrivateFiles.folder(folder);
    this.kubeconfig = kubeconfig;
  }

  /** Runs to its end, whatever that is; both output streams are in the result. */
  public CommandResult run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.kubernetes("kubectl").toString());
    command.add("--kubeconfig=" + kubeconfig);
    command.add("--cache-dir=" + folder.resolve("cache"));
    command.addAll(List.of(arguments));
    return Command.run(command, Map.of(), LIMIT);
  }

  /** Makes or changes what the manifest says; the file is kept under {@code name}. */
  public void apply(String name, String manifest) {
    Path file = PrivateFiles.write(folder.resolve(name + ".yaml"), manifest);
    run("apply", "--filename=" + file).orFail();
  }

  public void delete(String kind, String namespace, String name) {
    run("delete", kind, name, "--namespace=" + namespace, "--grace-period=1").orFail();
  }

  /** Waits until all containers of the pod run. */
  public void awaitReady(String namespace, String pod) {
    CommandResult result =
        run(
            "wait",
            "--for=condition=Ready",
            "pod/" + pod,
            "--namespace=" + namespace,
            "--timeout=60s");
    if (result.exitCode() != 0) {
      throw new AssertionError(
          result.output() + run("describe", "pod", pod, "--namespace=" + namespace).output());
    }
  }

  public CommandResult exec(String namespace, String pod, String container, String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", "--namespace=" + namespace, pod));
    arguments.add("--container=" + container);
    arguments.add("--");
    arguments.addAll(List.of(command));
    return run(arguments.toArray(String[]::new));
  }

  public String logs(String namespace, String pod, String container) {
    return run("logs", "--namespace=" + namespace, pod, "--container=" + container)
        .orFail()
        .output();
  }
}

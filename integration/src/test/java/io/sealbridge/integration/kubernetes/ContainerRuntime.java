package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The containerd of one node, all of it in the node's folder. */
final class ContainerRuntime implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration IMPORT = Duration.ofMinutes(3);

  private final Path folder;
  private final Path network;
  private final RuntimeNotes notes;
  private final Set<String> loaded = new HashSet<>();
  private @Nullable ManagedProcess process;

  ContainerRuntime(Path folder, PodNetwork network) {
    this.folder = PrivateFiles.folder(folder);
    this.network = network.configuration(folder.resolve("cni"));
    this.notes =
        new RuntimeNotes(
            folder.resolve("state/io.containerd.runtime.v2.task/k8s.io"), network.bridge());
  }

  Path socket() {
    return folder.resolve("c.sock");
  }

  void start() {
    Path file = PrivateFiles.write(folder.resolve("containerd.toml"), configuration());
    ManagedProcess started =
        ManagedProcess.start(
            "containerd",
            folder.resolve("containerd.log"),
            List.of("containerd", "--config", file.toString()),
            Map.of());
    process = started;
    Eventually.until(
        "containerd answers; its log is " + folder.resolve("containerd.log"),
        START,
        () -> {
          if (!started.isAlive()) {
            throw new AssertionError("containerd ended at its start:\n" + started.tail());
          }
          return ctr(START, "version").exitCode() == 0;
        });
  }

  /** The node's containers may use it under its name, also after another start. */
  void load(PodImage image) {
    if (!loaded.add(image.name())) {
      return;
    }
    String name = image.name().replaceAll("[^a-z0-9]", "-");
    Path archive = image.pack(folder.resolve("images").resolve(name));
    ctr(IMPORT, "--namespace=k8s.io", "images", "import", archive.toString()).orFail();
  }

  private CommandResult ctr(Duration limit, String... arguments) {
    List<String> command = new ArrayList<>(List.of("ctr", "--address=" + socket()));
    command.addAll(List.of(arguments));
    return Command.run(command, Map.of(), limit);
  }

  /**
   * Without CAP_SYS_RESOURCE root may not lower a process's score for the out-of-memory killer, and
   * runc gives up; hence the restriction.
   */
  private String configuration() {
    return """
    version = 2
    root = "%1$s/root"
    state = "%1$s/state"
    [grpc]
      address = "%2$s"
    [plugins."io.containerd.grpc.v1.cri"]
      restrict_oom_score_adj = true
      sandbox_image = "%3$s"
      netns_mounts_under_state_dir = true
      [plugins."io.containerd.grpc.v1.cri".cni]
        bin_dir = "/usr/lib/cni"
        conf_dir = "%4$s"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          Root = "%1$s/runc"
    """
        .formatted(folder, socket(), PodImage.PAUSE.name(), network);
  }

  /** The processes that stand between this containerd and its containers, and outlive it. */
  List<ProcessHandle> shims() {
    return ProcessHandle.allProcesses()
        .filter(
            handle ->
                handle
                    .info()
                    .arguments()
                    .map(arguments -> List.of(arguments).contains(socket().toString()))
                    .orElse(false))
        .filter(handle -> handle.info().command().orElse("").contains("containerd-shim"))
        .toList();
  }

  /** What this containerd and its helpers have left outside its folder. */
  List<Path> notes() {
    notes.remember();
    return notes.left();
  }

  /** SIGKILL to containerd and its shims. */
  void kill() {
    notes.remember();
    if (process != null) {
      process.kill();
    }
    killShims();
  }

  private void killShims() {
    Eventually.until(
        "no container shim of " + folder + " is left",
        START,
        () -> {
          shims().forEach(ProcessHandle::destroyForcibly);
          return shims().isEmpty();
        });
  }

  @Override
  public void close() {
    notes.remember();
    if (process != null) {
      process.close();
    }
    killShims();
    notes.remove();
  }
}

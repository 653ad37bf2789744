package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What makes a cluster of an API server: the controller-manager and the scheduler. */
final class Controllers implements AutoCloseable {
  private final Path folder;
  private final KubernetesApi api;
  private final int managerPort = Ports.free();
  private final int schedulerPort = Ports.free();
  private @Nullable ManagedProcess manager;
  private @Nullable ManagedProcess scheduler;

  Controllers(Path folder, KubernetesApi api) {
    this.folder = PrivateFiles.folder(folder);
    this.api = api;
  }

  void start() {
    manager =
        start(
            "kube-controller-manager",
            managerPort,
            ClusterUser.CONTROLLER_MANAGER,
            "--service-account-private-key-file=" + api.signingKey().privateFile(),
            "--root-ca-file=" + api.certificateAuthority(),
            "--use-service-account-credentials=true");
    scheduler = start("kube-scheduler", schedulerPort, ClusterUser.SCHEDULER);
  }

  private ManagedProcess start(String part, int port, ClusterUser user, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Repository.kubernetes(part).toString(),
                "--kubeconfig=" + api.kubeconfig(user),
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve(part)));
    command.addAll(List.of(more));
    return ManagedProcess.start(part, folder.resolve(part + ".log"), command, Map.of());
  }

  void kill() {
    if (manager != null) {
      manager.kill();
    }
    if (scheduler != null) {
      scheduler.kill();
    }
  }

  @Override
  public void close() {
    if (scheduler != null) {
      scheduler.close();
    }
    if (manager != null) {
      manager.close();
    }
  }
}

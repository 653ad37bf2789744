package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What puts tokens into Secrets made for them, and takes these away with their ServiceAccount. */
public final class TokenController implements AutoCloseable {
  private final ManagedProcess process;

  public TokenController(Path parent, KubernetesApi api) {
    Path folder = PrivateFiles.folder(parent.resolve("token-controller"));
    process =
        ManagedProcess.start(
            "kube-controller-manager",
            folder.resolve("token-controller.log"),
            List.of(
                Repository.kubernetes("kube-controller-manager").toString(),
                "--kubeconfig=" + api.kubeconfig(ClusterUser.CONTROLLER_MANAGER),
                "--controllers=serviceaccount-token-controller",
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + Ports.free(),
                "--cert-dir=" + folder,
                "--service-account-private-key-file=" + api.signingKey().privateFile(),
                "--root-ca-file=" + api.certificateAuthority(),
                "--use-service-account-credentials=true"),
            Map.of());
  }

  @Override
  public void close() {
    process.close();
  }
}

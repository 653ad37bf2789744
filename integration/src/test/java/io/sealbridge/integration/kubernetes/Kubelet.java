package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kubelet of one node. Only holders of the authority's certificates may ask it anything. */
final class Kubelet implements AutoCloseable {
  /** Where every kubelet puts links to its containers' logs; the path is fixed in its code. */
  private static final Path LOG_LINKS = Path.of("/var/log/containers");

  private final Path folder;
  private final KubernetesApi api;
  private final Identity identity;
  private final Path socket;
  private final String controlGroup;
  private final String address;
  private final int port = Ports.free();
  private @Nullable ManagedProcess process;

  /** Listens on {@code address}; the API server takes no node on a loopback address. */
  Kubelet(
      Path folder,
      KubernetesApi api,
      ContainerRuntime runtime,
      ControlGroup controlGroup,
      String address) {
    this.folder = PrivateFiles.folder(folder);
    this.api = api;
    this.identity = api.authority().issue(Node.NAME, address);
    this.address = address;
    this.socket = runtime.socket();
    this.controlGroup = controlGroup.path();
  }

  void start() {
    Path file = PrivateFiles.write(folder.resolve("kubelet.yaml"), configuration());
    process =
        ManagedProcess.start(
            "kubelet",
            folder.resolve("kubelet.log"),
            List.of(
                Repository.kubernetes("kubelet").toString(),
                "--config=" + file,
                "--kubeconfig=" + api.kubeconfig(ClusterUser.NODE),
                "--hostname-override=" + Node.NAME,
                "--node-ip=" + address,
                "--root-dir=" + folder.resolve("root"),
                "--cert-dir=" + folder.resolve("certificates")),
            Map.of());
  }

  private String configuration() {
    return """
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    authentication:
      anonymous: {enabled: false}
      webhook: {enabled: false}
      x509: {clientCAFile: "%1$s"}
    authorization: {mode: AlwaysAllow}
    address: "%8$s"
    port: %2$d
    readOnlyPort: 0
    healthzPort: 0
    tlsCertFile: "%3$s"
    tlsPrivateKeyFile: "%4$s"
    cgroupDriver: cgroupfs
    cgroupRoot: "%5$s"
    failCgroupV1: false
    failSwapOn: false
    enforceNodeAllocatable: []
    localStorageCapacityIsolation: false
    makeIPTablesUtilChains: false
    imageGCHighThresholdPercent: 100
    evictionHard: {memory.available: 100Mi, nodefs.available: 1%%, imagefs.available: 1%%}
    syncFrequency: 5s
    podLogsDir: "%6$s/logs"
    volumePluginDir: "%6$s/plugins"
    containerRuntimeEndpoint: "unix://%7$s"
    """
        .formatted(
            api.certificateAuthority(),
            port,
            identity.certificate(),
            identity.key(),
            controlGroup,
            folder,
            socket,
            address);
  }

  ManagedProcess running() {
    if (process == null) {
      throw new IllegalStateException("this kubelet was never started");
    }
    return process;
  }

  /** The links outside the folder that point into it. */
  List<Path> logLinks() {
    if (!Files.isDirectory(LOG_LINKS)) {
      return List.of();
    }
    try (Stream<Path> links = Files.list(LOG_LINKS)) {
      return links.filter(Files::isSymbolicLink).filter(this::pointsHere).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean pointsHere(Path link) {
    try {
      return Files.readSymbolicLink(link).startsWith(folder);
    } catch (IOException _) {
      // Another kubelet has removed it since.
      return false;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    for (Path link : logLinks()) {
      try {
        Files.deleteIfExists(link);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

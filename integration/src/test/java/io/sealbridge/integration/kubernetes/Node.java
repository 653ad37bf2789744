package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A real cluster of one node that runs pods: etcd, API server, controller-manager, scheduler,
 * kubelet and containerd. Everything is in one folder, with ports, a network and a control group of
 * its own, so that several run beside each other. Needs root. {@link #close} leaves nothing of it
 * on the machine but that folder.
 */
public final class Node implements AutoCloseable {
  static final String NAME = "node-1";

  private static final Duration START = Duration.ofMinutes(1);

  private final Path folder;
  private final KubernetesApi api;
  private final PodNetwork network;
  private final ControlGroup controlGroup;
  private final Controllers controllers;
  private final ContainerRuntime runtime;
  private final Kubelet kubelet;
  private final Kubectl kubectl;

  public Node(Path folder) {
    this.folder = PrivateFiles.folder(folder);
    this.api = new KubernetesApi(folder.resolve("api"));
    this.network = PodNetwork.create();
    this.controlGroup = ControlGroup.create(network.bridge());
    this.controllers = new Controllers(folder.resolve("controllers"), api);
    this.runtime = new ContainerRuntime(folder.resolve("r"), network);
    this.kubelet =
        new Kubelet(folder.resolve("kubelet"), api, runtime, controlGroup, network.gateway());
    this.kubectl = new Kubectl(folder.resolve("kubectl"), api.kubeconfig(ClusterUser.ADMIN));
  }

  /** Starts every part, also after {@link #kill}, and waits until the node takes pods. */
  public void start() {
    api.start();
    controllers.start();
    runtime.start();
    runtime.load(PodImage.PAUSE);
    kubelet.start();
    Eventually.until(
        "the node is ready; its logs are below " + folder,
        START,
        () -> {
          if (!kubelet.running().isAlive()) {
            throw new AssertionError("kubelet ended at its start:\n" + kubelet.running().tail());
          }
          return isReady();
        });
  }

  private boolean isReady() {
    CommandResult node =
        kubectl.run(
            "get",
            "node",
            NAME,
            "--output=jsonpath={.status.conditions[?(@.type==\"Ready\")].status}/{.spec.taints}");
    return node.exitCode() == 0 && node.output().equals("True/");
  }

  /** Makes {@code name} an image of busybox's commands and {@code program}, all in /bin. */
  public void loadImage(String name, Path program) {
    runtime.load(new PodImage(name, Optional.of(program)));
  }

  /** SIGKILL to every process of the node, those of its pods included, as if the power failed. */
  public void kill() {
    kubelet.running().kill();
    runtime.kill();
    controlGroup.killAll();
    controllers.kill();
    api.kill();
  }

  /** The ids of all processes of its pods. */
  public Set<Long> podProcesses() {
    return controlGroup.processes();
  }

  public KubernetesApi api() {
    return api;
  }

  public Kubectl kubectl() {
    return kubectl;
  }

  /** The address of this machine that the pods reach. */
  public String gateway() {
    return network.gateway();
  }

  /** What the machine still holds of this node, each in words; nothing after {@link #close}. */
  public List<String> traces() {
    List<String> found = new ArrayList<>();
    runtime.shims().forEach(shim -> found.add("container shim " + shim.pid()));
    Mounts.below(folder).forEach(mount -> found.add("mount " + mount));
    kubelet.logLinks().forEach(link -> found.add("log link " + link));
    runtime.notes().forEach(note -> found.add("note " + note));
    if (network.exists()) {
      found.add("network interface " + network.bridge());
    }
    if (controlGroup.exists()) {
      found.add("control group " + controlGroup.path());
    }
    return List.copyOf(found);
  }

  /** Each step is taken even if one before it fails, as after a failed test. */
  @Override
  public void close() {
    List<RuntimeException> failures = new ArrayList<>();
    List<Runnable> steps =
        List.of(
            this::deletePods,
            kubelet::close,
            runtime::close,
            controlGroup::close,
            () -> Mounts.removeBelow(folder),
            network::close,
            controllers::close,
            api::close);
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException | AssertionError e) {
        failures.add(new IllegalStateException(e));
      }
    }
    if (!failures.isEmpty()) {
      IllegalStateException all = new IllegalStateException("the node did not stop cleanly");
      failures.forEach(all::addSuppressed);
      throw all;
    }
  }

  /** What a pod holds is given back in good order only by a kubelet that runs. */
  private void deletePods() {
    kubectl.run(
        "delete",
        "pods",
        "--all",
        "--all-namespaces",
        "--grace-period=1",
        "--timeout=30s",
        "--request-timeout=30s");
  }
}

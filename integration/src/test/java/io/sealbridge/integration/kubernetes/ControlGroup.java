package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.process.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The control group below which one node's pods run, in each hierarchy of the machine. A kubelet
 * removes whatever it does not know below its own, so each has to have one.
 */
final class ControlGroup implements AutoCloseable {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Duration END = Duration.ofSeconds(20);

  private final String name;

  private ControlGroup(String name) {
    this.name = name;
  }

  static ControlGroup create(String name) {
    ControlGroup group = new ControlGroup(name);
    for (Path root : hierarchies()) {
      try {
        Files.createDirectories(root.resolve(name));
      } catch (IOException e) {
        throw new AssertionError("a node needs root that may make control groups: " + e, e);
      }
    }
    return group;
  }

  String path() {
    return "/" + name;
  }

  /** SIGKILL to every process of every pod, and a wait until they are gone. */
  void killAll() {
    Eventually.until(
        "no process is left in the control group " + name,
        END,
        () -> {
          Set<Long> alive = processes();
          alive.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
          return alive.isEmpty();
        });
  }

  Set<Long> processes() {
    return folders().stream()
        .flatMap(folder -> lines(folder.resolve("cgroup.procs")).stream())
        .map(Long::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean exists() {
    return !folders().isEmpty();
  }

  private List<Path> folders() {
    List<Path> found = new ArrayList<>();
    for (Path root : hierarchies()) {
      if (Files.isDirectory(root.resolve(name))) {
        try (Stream<Path> tree = Files.walk(root.resolve(name))) {
          tree.filter(Files::isDirectory).forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }

  /** One in version 2, one for each controller in version 1. */
  private static List<Path> hierarchies() {
    if (Files.exists(MOUNT.resolve("cgroup.controllers"))) {
      return List.of(MOUNT);
    }
    try (Stream<Path> all = Files.list(MOUNT)) {
      return all.filter(path -> Files.exists(path.resolve("cgroup.procs")))
          .filter(path -> !Files.isSymbolicLink(path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      // The group was removed since.
      return List.of();
    }
  }

  @Override
  public void close() {
    killAll();
    for (Path folder : folders().stream().sorted(Comparator.reverseOrder()).toList()) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package io.sealbridge.integration.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What containerd's shims and the network plugins write outside the folder of their node, at places
 * fixed in their code: the sockets of shims and what a plugin answered for a pod. They remove it
 * when a pod ends in good order, not after SIGKILL.
 */
final class RuntimeNotes {
  private static final Path SHIM_SOCKETS = Path.of("/run/containerd/s");
  private static final Path NETWORK_RESULTS = Path.of("/var/lib/cni/results");

  private final Path shims;
  private final String network;
  private final Set<String> pods = new TreeSet<>();
  private final Set<Path> sockets = new TreeSet<>();

  /** Of the shims whose folders are in {@code shims}, and of the pods in {@code network}. */
  RuntimeNotes(Path shims, String network) {
    this.shims = shims;
    this.network = network;
  }

  /** Remembers what belongs to the pods of now; a containerd that starts again forgets it. */
  void remember() {
    for (Path shim : list(shims, _ -> true)) {
      pods.add(shim.getFileName().toString());
      try {
        sockets.add(Path.of(Files.readString(shim.resolve("address")).replace("unix://", "")));
      } catch (IOException _) {
        // It has ended and was taken away since.
      }
    }
  }

  /** What is left of it. */
  List<Path> left() {
    List<Path> found = new ArrayList<>(list(SHIM_SOCKETS, sockets::contains));
    found.addAll(list(NETWORK_RESULTS, this::isOfOurPods));
    return List.copyOf(found);
  }

  private boolean isOfOurPods(Path result) {
    String name = result.getFileName().toString();
    return name.startsWith(network + "-") || pods.stream().anyMatch(name::contains);
  }

  /** Only after the shims have ended. */
  void remove() {
    for (Path note : left()) {
      try {
        Files.deleteIfExists(note);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(wanted).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

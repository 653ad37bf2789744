package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One cluster for all tests of a class, as a static field. Its folder is kept, with all logs, if a
 * test has failed.
 */
public final class Cluster implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private @Nullable Path folder;
  private final Kind kind;
  private @Nullable KubernetesApi api;
  private @Nullable Node node;
  private boolean failed;

  private enum Kind {
    API_SERVER,
    WITH_ISSUER_FRONT,
    WITH_NODE
  }

  /** Without nodes: an API server. */
  public Cluster() {
    this(Kind.API_SERVER);
  }

  private Cluster(Kind kind) {
    this.kind = kind;
  }

  /** Without nodes, and with an issuer that has an address of its own. */
  public static Cluster withIssuerFront() {
    return new Cluster(Kind.WITH_ISSUER_FRONT);
  }

  /** With a {@link Node}, so that pods run. */
  public static Cluster withNode() {
    return new Cluster(Kind.WITH_NODE);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path parent = Files.createDirectories(Repository.root().resolve("integration/target/e2e"));
    // Short names: the path of a Unix socket has room for 107 bytes.
    folder = Files.createTempDirectory(parent, "k");
    Path ofApi = folder.resolve("kubernetes");
    switch (kind) {
      case WITH_NODE -> {
        node = closing(new Node(folder.resolve("n")));
        node.start();
        api = node.api();
      }
      case API_SERVER -> api = started(new KubernetesApi(ofApi));
      case WITH_ISSUER_FRONT -> api = started(KubernetesApi.withIssuerFront(ofApi));
    }
  }

  private KubernetesApi started(KubernetesApi one) {
    closing(one).start();
    return one;
  }

  public KubernetesApi api() {
    if (api == null) {
      throw new IllegalStateException("no test class is running");
    }
    return api;
  }

  public Node node() {
    if (node == null) {
      throw new IllegalStateException("this cluster has no node, or no test class is running");
    }
    return node;
  }

  public Path folder() {
    if (folder == null) {
      throw new IllegalStateException("no test class is running");
    }
    return folder;
  }

  /** Whatever else has to be closed after the last test of the class. */
  public <T extends AutoCloseable> T closing(T resource) {
    started.push(resource);
    return resource;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    failed |= context.getExecutionException().isPresent();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    boolean keep = failed || context.getExecutionException().isPresent();
    while (!started.isEmpty()) {
      started.pop().close();
    }
    if (!keep) {
      delete(folder());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

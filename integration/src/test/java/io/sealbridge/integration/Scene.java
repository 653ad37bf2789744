package io.sealbridge.integration;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.hsm.NssToken;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.hsm.TestToken;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.SealStanza;
import io.sealbridge.integration.vault.VaultServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Everything one test starts, in one folder of its own. Ends the processes after the test, last
 * started first; after a failure keeps the folder and shows the ends of the logs.
 */
public final class Scene implements BeforeEachCallback, AfterEachCallback {
  private static final int LINES = 25;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private @Nullable Path folder;

  @Override
  public void beforeEach(ExtensionContext context) {
    try {
      Path parent = Files.createDirectories(Repository.root().resolve("integration/target/e2e"));
      // Short names: the path of a Unix socket has room for 107 bytes.
      folder = Files.createTempDirectory(parent, "t");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    while (!started.isEmpty()) {
      started.pop().close();
    }
    Optional<Throwable> failure = context.getExecutionException();
    if (failure.isPresent()) {
      failure.get().addSuppressed(new Logs("logs in " + folder() + ":\n" + logs()));
    } else {
      delete(folder());
    }
  }

  public Path folder() {
    if (folder == null) {
      throw new IllegalStateException("no test is running");
    }
    return folder;
  }

  public Authority authority() {
    return Authority.create(folder().resolve("pki"));
  }

  public SoftHsm softHsm() {
    return SoftHsm.create("primary", folder().resolve("softhsm"));
  }

  public NssToken nss() {
    return NssToken.create("second", folder().resolve("nss"));
  }

  /** A bridge that is not started yet and has no key. */
  public Bridge bridge(String node, Authority authority, TestToken... tokens) {
    return closing(new Bridge(node, folder().resolve(node), authority, List.of(tokens)));
  }

  /** A ready bridge in front of one SoftHSM token with the key {@link Bridge#KEY}. */
  public Bridge readyBridge() {
    Bridge bridge = bridge("bridge-1", authority(), softHsm());
    bridge.createKey();
    bridge.start();
    return bridge;
  }

  /** A server that is not started yet. */
  public VaultServer server(Product product, SealStanza seal) {
    return server(product, seal, "127.0.0.1");
  }

  /** A server that will listen on {@code host} and is not started yet. */
  public VaultServer server(Product product, SealStanza seal, String host) {
    Path data = folder().resolve(product.name().toLowerCase(Locale.ROOT));
    return closing(new VaultServer(product, data, seal, host));
  }

  /** A server that was initialised, is unsealed and holds the secret {@code before}. */
  public VaultServer unsealedServer(Product product, SealStanza seal) {
    VaultServer server = unsealedServer(product, seal, "127.0.0.1");
    server.mountSecrets();
    server.writeSecret("before", "kept");
    return server;
  }

  /** A server that listens on {@code host}, was initialised and is unsealed. */
  public VaultServer unsealedServer(Product product, SealStanza seal, String host) {
    VaultServer server = server(product, seal, host);
    server.start();
    server.initialise();
    server.awaitUnsealed();
    return server;
  }

  /** Whatever else has to be closed after the test. */
  public <T extends AutoCloseable> T closing(T resource) {
    started.push(resource);
    return resource;
  }

  private String logs() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        List<String> lines = Files.readAllLines(log);
        text.append("--- ").append(folder().relativize(log)).append('\n');
        lines
            .subList(Math.max(0, lines.size() - LINES), lines.size())
            .forEach(line -> text.append(line).append('\n'));
      }
    } catch (IOException e) {
      text.append("could not be read: ").append(e);
    }
    return text.toString();
  }

  /** Carries the logs into the report; where it was made is of no interest. */
  private static final class Logs extends Throwable {
    private static final long serialVersionUID = 1L;

    Logs(String text) {
      super(text, null, false, false);
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

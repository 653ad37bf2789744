package io.sealbridge.integration.vault;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unmodified proxy of a product beside its server. Runs with the very files that the
 * documentation shows, but for the places in them.
 */
public final class Sidecar implements AutoCloseable {
  private static final String SOCKET = "/run/seal-bridge/proxy.sock";
  private static final String BRIDGE = "https://seal-bridge.example:8210";
  private static final String AUTHORITY = "/etc/seal-bridge/ca.crt";
  private static final String TOKEN = "/var/run/secrets/seal-bridge/token";
  private static final String JWT = "/run/seal-bridge/jwt";
  private static final Duration LOGIN = Duration.ofMinutes(1);

  private final Product product;
  private final Path folder;
  private final String configuration;
  private @Nullable ManagedProcess process;

  /** Where a sidecar finds its bridge. */
  public record Upstream(String address, Path authority) {}

  private Sidecar(Product product, Path folder, String example, Map<String, String> places) {
    this.product = product;
    this.folder = PrivateFiles.folder(folder);
    Map<String, String> all = new HashMap<>(places);
    all.put(SOCKET, socket().toString());
    this.configuration = replace(example(example), all);
  }

  /** With the ServiceAccount token in {@code token}. */
  public static Sidecar withServiceAccount(
      Product product, Path folder, Upstream bridge, Path token) {
    String example =
        switch (product) {
          case OPENBAO -> "bao-proxy.hcl";
          case VAULT -> "vault-proxy.hcl";
        };
    return new Sidecar(product, folder, example, places(bridge, TOKEN, token));
  }

  /** With whatever JWT is in {@code token}. */
  public static Sidecar withJwt(Product product, Path folder, Upstream bridge, Path token) {
    return new Sidecar(product, folder, "jwt-proxy.hcl", places(bridge, JWT, token));
  }

  private static Map<String, String> places(Upstream bridge, String shown, Path token) {
    return Map.of(
        BRIDGE, bridge.address(),
        AUTHORITY, bridge.authority().toString(),
        shown, token.toString());
  }

  public void start() {
    Path file = PrivateFiles.write(folder.resolve("proxy.hcl"), configuration);
    process =
        ManagedProcess.start(
            product + " proxy",
            folder.resolve("proxy.log"),
            List.of(product.binary().toString(), "proxy", "-config", file.toString()),
            Map.of());
  }

  /** Waits until the log tells of one more login than {@code before}. */
  public void awaitLogin(int before) {
    Eventually.until(
        product + " proxy logged in; its log ends with\n" + running().tail(),
        LOGIN,
        () -> logins() > before);
  }

  /** How often the proxy has said that a login succeeded, earlier processes included. */
  public int logins() {
    return process == null ? 0 : process.output().split("authentication successful", -1).length - 1;
  }

  /** The status that a request by the socket gets; it brings no token. */
  public int status(String path) {
    String url = "http://localhost" + path;
    List<String> curl =
        List.of("curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}");
    List<String> command =
        Stream.concat(curl.stream(), Stream.of("--unix-socket", socket().toString(), url)).toList();
    return Integer.parseInt(Command.run(command, Map.of()).output().trim());
  }

  public ManagedProcess running() {
    if (process == null) {
      throw new IllegalStateException("the proxy was never started");
    }
    return process;
  }

  /** The stanza that the documentation shows: a socket, and nothing that proves an identity. */
  public SealStanza stanza() {
    SealStanza stanza = SealStanza.of("unix://" + socket(), "root");
    String shown = replace(example("seal.hcl"), Map.of(SOCKET, socket().toString()));
    if (!settings(shown).equals(settings(stanza.hcl()))) {
      throw new AssertionError("seal.hcl does not show what is tested:\n" + shown);
    }
    return stanza;
  }

  private static Set<String> settings(String hcl) {
    return hcl.lines()
        .map(line -> line.replaceAll("\\s+", ""))
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.toSet());
  }

  private Path socket() {
    return folder.resolve("proxy.sock");
  }

  private static String example(String name) {
    try {
      return Files.readString(Repository.root().resolve("docs/examples/sidecar").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String replace(String text, Map<String, String> places) {
    String changed = text;
    for (Map.Entry<String, String> place : places.entrySet()) {
      if (!changed.contains(place.getKey())) {
        throw new AssertionError("the example does not name " + place.getKey() + ":\n" + text);
      }
      changed = changed.replace(place.getKey(), place.getValue());
    }
    return changed;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}

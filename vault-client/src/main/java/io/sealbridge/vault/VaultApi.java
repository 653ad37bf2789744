package io.sealbridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Vault's API over one shared client. Paths are below {@code /v1/}. May be used by many threads.
 * Every method throws a {@link VaultException} that says what to do if the server cannot be asked
 * or refuses.
 */
public final class VaultApi implements AutoCloseable {
  /** OpenBao takes no document with more than 1,000 texts. */
  private static final int PATHS_AT_ONCE = 500;

  private final VaultNode node;
  private final boolean ownToken;

  private VaultApi(VaultNode node, boolean ownToken) {
    this.node = node;
    this.ownToken = ownToken;
  }

  /** With a token of the caller's; no request is made yet. */
  public static VaultApi open(VaultAddress address, VaultToken token) {
    return open(address, token, RetryPolicy.STANDARD);
  }

  /** Without a token, for what the server tells everybody. */
  public static VaultApi anonymous(VaultAddress address) {
    return new VaultApi(
        node(address, Optional.empty(), RetryPolicy.STANDARD, new LastWrite()), false);
  }

  static VaultApi open(VaultAddress address, VaultToken token, RetryPolicy retries) {
    return new VaultApi(node(address, Optional.of(token), retries, new LastWrite()), false);
  }

  /** With a token that may have come from another node than the one that is asked. */
  static VaultApi afterLogin(VaultAddress address, VaultToken token, LastWrite login) {
    return new VaultApi(node(address, Optional.of(token), RetryPolicy.STANDARD, login), false);
  }

  /**
   * With a token that the server gives for a ServiceAccount's token, and that is revoked on close.
   *
   * @param mount of an auth method of type kubernetes or jwt, without {@code auth/}
   */
  public static VaultApi login(VaultAddress address, String mount, String role, Path tokenFile) {
    try (VaultLogins logins = new VaultLogins(address)) {
      return switch (logins.login(mount, role, content(tokenFile))) {
        case LoginOutcome.Accepted accepted -> accepted.session().revokedOnClose();
        case LoginOutcome.Refused refused ->
            throw new VaultException(
                new VaultFault.LoginRefused(
                    address.address(), mount, role, refused.status(), refused.errors()));
      };
    }
  }

  private VaultApi revokedOnClose() {
    return new VaultApi(node, true);
  }

  private static VaultNode node(
      VaultAddress address, Optional<VaultToken> token, RetryPolicy retries, LastWrite lastWrite) {
    return new VaultNode(
        new VaultConnection(address, token, lastWrite), address.address(), retries);
  }

  private static String content(Path tokenFile) {
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the ServiceAccount token %s was not read: %s".formatted(tokenFile, e), e);
    }
  }

  /** What is at the path, or nothing: the answer's {@code data}. */
  public Optional<JsonNode> read(String path) {
    VaultAnswer answer = node.send(VaultRequest.read(path));
    return answer.status() == 404 ? Optional.empty() : Optional.of(answer.body().path("data"));
  }

  /** The names at the path; none where there is nothing. Folders end with a slash. */
  public List<String> list(String path) {
    VaultAnswer answer = node.send(new VaultRequest(VaultOperation.LIST, path, Map.of()));
    List<String> names = new ArrayList<>();
    answer.body().path("data").path("keys").forEach(name -> names.add(name.asText()));
    return List.copyOf(names);
  }

  /**
   * Writes. A field that the server says it ignored is a failure, but the rest is written then.
   * OpenBao says nothing of unknown fields of a role: what counts has to be read again.
   */
  public Written write(String path, Map<String, ?> body) {
    VaultAnswer answer = node.send(new VaultRequest(VaultOperation.WRITE, path, body));
    if (answer.status() == 404) {
      throw new VaultException(new VaultFault.Refused("POST", path, 404, answer.errors()));
    }
    List<String> ignored = answer.warnings().stream().filter(VaultApi::tellsOfIgnored).toList();
    if (!ignored.isEmpty()) {
      throw new VaultException(new VaultFault.FieldsIgnored(path, ignored));
    }
    return new Written(answer.body().path("data"), answer.warnings());
  }

  private static boolean tellsOfIgnored(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return text.contains("ignored") || text.contains("unrecognized");
  }

  /** Deletes what is at the path; that nothing is there is no failure. */
  public void delete(String path) {
    node.send(new VaultRequest(VaultOperation.DELETE, path, Map.of()));
  }

  /**
   * Reads what is too large to be held: {@code reader} sees the answer as it arrives, and may stop
   * early. Nothing is repeated, and the node that is asked has to be the one that answers.
   */
  public <T> T stream(String path, StreamReader<T> reader) {
    return node.stream(VaultRequest.read(path), reader);
  }

  /** Which server it is; works without a valid token and where the server is sealed. */
  public VaultProduct product() {
    return product(sealStatus());
  }

  /** What the node at the address says of itself; works as {@link #product} does. */
  public NodeState state() {
    JsonNode seal = sealStatus();
    boolean serves = seal.path("initialized").asBoolean() && !seal.path("sealed").asBoolean(true);
    JsonNode leader =
        serves ? node.send(VaultRequest.read("sys/leader")).body() : MissingNode.getInstance();
    return NodeState.of(product(seal), seal, leader);
  }

  private JsonNode sealStatus() {
    return node.send(VaultRequest.read("sys/seal-status")).body();
  }

  private VaultProduct product(JsonNode status) {
    String version = status.path("version").asText("");
    if (version.isEmpty()) {
      throw new VaultException(
          new VaultFault.NotVault(node.address(), "sys/seal-status", 200, "it tells no version"));
    }
    // OpenBao tells when its sources were committed, Vault when it was built.
    return status.has("commit_date")
        ? new VaultProduct.OpenBao(version)
        : new VaultProduct.Vault(version);
  }

  /**
   * What the token may do, by path: {@code read}, {@code update}, ..., {@code root}, {@code deny}.
   */
  public Map<String, List<String>> capabilities(Collection<String> paths) {
    List<String> all = List.copyOf(paths);
    Map<String, List<String>> capabilities = new TreeMap<>();
    for (int from = 0; from < all.size(); from += PATHS_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(from + PATHS_AT_ONCE, all.size()));
      capabilities.putAll(capabilitiesOf(some));
    }
    return capabilities;
  }

  private Map<String, List<String>> capabilitiesOf(List<String> paths) {
    JsonNode data = write("sys/capabilities-self", Map.of("paths", paths)).data();
    Map<String, List<String>> capabilities = new TreeMap<>();
    for (String path : paths) {
      List<String> names = new ArrayList<>();
      data.path(path).forEach(name -> names.add(name.asText()));
      capabilities.put(path, List.copyOf(names));
    }
    return capabilities;
  }

  @Override
  public void close() {
    try (node) {
      if (ownToken) {
        revokeOwnToken();
      }
    }
  }

  /** Revokes the token that requests are made with. */
  public void revokeSelf() {
    write("auth/token/revoke-self", Map.of());
  }

  private void revokeOwnToken() {
    try {
      revokeSelf();
    } catch (VaultException _) {
      // It ends by itself, and there is nobody to tell at this point.
    }
  }
}

package io.sealbridge.k8sauth.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A cluster's API server. Safe for use by many threads. Everything that fails does so with a {@link
 * ClusterException}; opening makes no call.
 */
public final class ClusterApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Config config;
  private final KubernetesClient client;

  private ClusterApi(Config config) {
    this.config = config;
    this.client = new KubernetesClientBuilder().withConfig(config).build();
  }

  public static ClusterApi open(ClusterSource source) {
    return new ClusterApi(ClientSettings.of(source));
  }

  /** The same API server, asked by the holder of {@code token}. To be closed as well. */
  ClusterApi as(BearerToken token) {
    return new ClusterApi(ClientSettings.as(token, config));
  }

  /** The URL of the API server, without a slash at its end. */
  public String address() {
    return config.getMasterUrl().replaceAll("/+$", "");
  }

  /** As {@code v1.34.4}. */
  public String serverVersion() {
    return attempt("read the server's version", client::getKubernetesVersion).getGitVersion();
  }

  /**
   * The certificates that the API server is trusted by, as PEM; none if those of the system are.
   */
  public Optional<String> certificateAuthority() {
    if (config.getCaCertData() != null) {
      byte[] pem = Base64.getMimeDecoder().decode(config.getCaCertData());
      return Optional.of(new String(pem, StandardCharsets.UTF_8));
    }
    return Optional.ofNullable(config.getCaCertFile()).map(Path::of).map(ClusterApi::read);
  }

  /** The keys that ServiceAccount tokens are signed with, as a JSON Web Key Set. */
  public String jwks() {
    return document("/openid/v1/jwks").toString();
  }

  /**
   * What is in {@code iss} of every token, and has to be in Vault's configuration to the letter.
   */
  public String issuer() {
    String path = "/.well-known/openid-configuration";
    String issuer = document(path).path("issuer").asText();
    if (issuer.isEmpty()) {
      throw new ClusterException(new ClusterFault.Invalid(path, "it names no issuer"));
    }
    return issuer;
  }

  public TokenRequests tokenRequests() {
    return new TokenRequests(this);
  }

  public LongLivedTokens longLivedTokens() {
    return new LongLivedTokens(this);
  }

  public Reviews reviews() {
    return new Reviews(this);
  }

  public Permissions permissions() {
    return new Permissions(this);
  }

  public ClusterObjects objects() {
    return new ClusterObjects(this);
  }

  public Accounts accounts() {
    return new Accounts(this);
  }

  KubernetesClient client() {
    return client;
  }

  <T> T attempt(String what, Supplier<T> call) {
    return new Attempt(what, address(), false).run(call);
  }

  /** For requests with a secret in them. */
  <T> T secretAttempt(String what, Supplier<T> call) {
    return new Attempt(what, address(), true).run(call);
  }

  private JsonNode document(String path) {
    String text = attempt("read " + path, () -> client.raw(path));
    if (text == null) {
      throw new ClusterException(new ClusterFault.NotFound(path + " of " + address()));
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ClusterException(new ClusterFault.Invalid(path, "the answer is not JSON"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ClusterException(
          new ClusterFault.BadKubeconfig(file, "the file of the authority cannot be read"));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

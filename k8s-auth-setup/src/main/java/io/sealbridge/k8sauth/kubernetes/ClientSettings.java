package io.sealbridge.k8sauth.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The client library's settings: only from the source that was asked for, with short deadlines. */
final class ClientSettings {
  private static final int CONNECT_MILLISECONDS = 5_000;
  private static final int ANSWER_MILLISECONDS = 20_000;
  private static final int REPEATS = 1;

  private ClientSettings() {}

  static Config of(ClusterSource source) {
    return switch (source) {
      case ClusterSource.Kubeconfig kubeconfig -> ofFile(kubeconfig);
      case ClusterSource.InCluster pod -> ofPod(pod);
      case ClusterSource.Server server -> ofServer(server);
    };
  }

  /** The same server, asked by the holder of {@code token} and of nothing else. */
  static Config as(BearerToken token, Config server) {
    return bounded(
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.getMasterUrl())
            .withCaCertData(server.getCaCertData())
            .withCaCertFile(server.getCaCertFile())
            .withTrustCerts(server.getTrustCerts())
            .withTlsServerName(server.getTlsServerName())
            .withHttpsProxy(server.getHttpsProxy())
            .withNoProxy(server.getNoProxy())
            .withOauthToken(token.value())
            .build());
  }

  private static Config ofServer(ClusterSource.Server server) {
    ConfigBuilder builder =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.address().toString())
            .withOauthToken(server.bearer().value());
    server.authority().map(ClientSettings::base64).ifPresent(builder::withCaCertData);
    return bounded(builder.build());
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  private static Config ofFile(ClusterSource.Kubeconfig source) {
    Path file = source.file();
    if (!Files.isReadable(file)) {
      throw bad(file, "there is no readable file; check the path and the permissions");
    }
    io.fabric8.kubernetes.api.model.Config parsed = parsed(file);
    List<String> known =
        Optional.ofNullable(parsed.getContexts()).orElse(List.of()).stream()
            .map(NamedContext::getName)
            .toList();
    String context =
        source
            .context()
            .or(() -> Optional.ofNullable(parsed.getCurrentContext()).filter(c -> !c.isBlank()))
            .orElseThrow(
                () -> bad(file, "it has no current-context; name one of its contexts: " + known));
    if (!known.contains(context)) {
      throw new ClusterException(new ClusterFault.NoSuchContext(file, context, known));
    }
    Config config = Config.fromKubeconfig(context, file.toFile());
    if (config.getMasterUrl() == null || !config.getMasterUrl().startsWith("https://")) {
      throw bad(file, "the cluster of context %s has no https server".formatted(context));
    }
    return bounded(config);
  }

  private static io.fabric8.kubernetes.api.model.Config parsed(Path file) {
    try {
      return Optional.ofNullable(KubeConfigUtils.parseConfig(file.toFile()))
          .orElseThrow(() -> bad(file, "it is empty"));
    } catch (ClusterException e) {
      throw e;
    } catch (RuntimeException e) {
      // Without the parser's words, which quote the line; it may be the one with the token.
      throw bad(file, "it is not a kubeconfig (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private static Config ofPod(ClusterSource.InCluster pod) {
    Path token = pod.folder().resolve("token");
    String host = pod.environment().get("KUBERNETES_SERVICE_HOST");
    String port = pod.environment().get("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null || !Files.isReadable(token)) {
      throw bad(
          token,
          "this is not a pod with a mounted ServiceAccount; name a kubeconfig, or set"
              + " automountServiceAccountToken: true on the pod that runs this");
    }
    return bounded(
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
            .withCaCertFile(pod.folder().resolve("ca.crt").toString())
            // Read at each request: the kubelet writes a new one long before the old one ends.
            .withOauthTokenProvider(() -> read(token))
            .build());
  }

  private static Config bounded(Config config) {
    config.setConnectionTimeout(CONNECT_MILLISECONDS);
    config.setRequestTimeout(ANSWER_MILLISECONDS);
    config.setRequestRetryBackoffLimit(REPEATS);
    config.setUserAgent("k8s-auth-setup");
    return config;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw bad(file, "it cannot be read any more");
    }
  }

  private static ClusterException bad(Path file, String seen) {
    return new ClusterException(new ClusterFault.BadKubeconfig(file, seen));
  }
}

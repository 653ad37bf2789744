package io.sealbridge.k8sauth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Answers on the loopback address as an empty Vault does, and as a cluster without objects in which
 * everything is allowed.
 */
final class RehearsalServer implements AutoCloseable {
  private static final String DISCOVERY =
      """
      {"issuer": "https://rehearsal", "jwks_uri": "https://rehearsal/openid/v1/jwks",
       "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
       "id_token_signing_alg_values_supported": ["ES256"]}""";

  /** The point that P-256 is defined with, whose private key is 1. */
  private static final String KEYS =
      """
      {"keys": [{"kty": "EC", "crv": "P-256", "kid": "rehearsal", "use": "sig", "alg": "ES256",
        "x": "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
        "y": "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"}]}""";

  private static final String ALLOWED =
      """
      {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview", "spec": {},
       "status": {"allowed": true}, "data": {}}""";
  private static final String NOTHING =
      """
      {"apiVersion": "v1", "kind": "Status", "status": "Failure", "code": 404, "errors": []}""";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private RehearsalServer(HttpsServer server) {
    this.server = server;
  }

  /**
   * Listens from now on.
   *
   * @param store a PKCS#12 file with the server's key
   */
  static RehearsalServer start(Path store, char[] password)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KeyStore.getInstance(store.toFile(), password), password);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    RehearsalServer started =
        new RehearsalServer(
            HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    started.server.setHttpsConfigurator(new HttpsConfigurator(tls));
    started.server.createContext("/", RehearsalServer::answer);
    started.server.setExecutor(started.threads);
    started.server.start();
    return started;
  }

  String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] asked = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        // As if the cluster had taken the object.
        case "PATCH" -> answer(exchange, 200, asked);
        case "POST", "PUT" -> answer(exchange, 200, ALLOWED.getBytes(UTF_8));
        default -> {
          switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" ->
                answer(exchange, 200, DISCOVERY.getBytes(UTF_8));
            case "/openid/v1/jwks" -> answer(exchange, 200, KEYS.getBytes(UTF_8));
            default -> answer(exchange, 404, NOTHING.getBytes(UTF_8));
          }
        }
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

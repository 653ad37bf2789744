package io.sealbridge.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealbridge.vault.FakeVault.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultApiTest {
  private static final String SEALED = "{\"initialized\":true,\"sealed\":true}";
  private static final String OPEN =
      "{\"initialized\":true,\"sealed\":false,\"version\":\"2.7.2\",\"commit_date\":\"x\"}";
  private static final String ROLE = "/v1/auth/kubernetes/role/shop";

  private final FakeVault server = new FakeVault();
  private final VaultApi api = server.api();

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  private static VaultFault faultOf(ThrowingCallable call) {
    VaultException failure = catchThrowableOfType(VaultException.class, call);
    assertThat(failure).isNotNull().hasMessageNotContaining("secret");
    return failure.fault();
  }

  @Test
  void readsWhatIsUnderDataAndShowsItsToken() {
    server.answering("GET " + ROLE, 200, "{\"data\":{\"audience\":\"vault\"}}");

    assertThat(api.read("auth/kubernetes/role/shop").orElseThrow().path("audience").asText())
        .isEqualTo("vault");
    assertThat(server.asked().getFirst().headers())
        .containsEntry("X-vault-token", List.of("s.secret-token"))
        .containsEntry("X-vault-request", List.of("true"));
  }

  @Test
  void sendsTheNamespace() {
    server.answering("GET " + ROLE, 200, "{\"data\":{}}");
    VaultAddress address =
        new VaultAddress(server.address(), Optional.empty(), Optional.of("team-a"));

    try (VaultApi inNamespace = VaultApi.open(address, new VaultToken("t"))) {
      inNamespace.read("auth/kubernetes/role/shop");
    }

    assertThat(server.asked().getFirst().headers())
        .containsEntry("X-vault-namespace", List.of("team-a"));
  }

  @Test
  void readsNothingWhereNothingIs() {
    assertThat(api.read("auth/kubernetes/role/shop")).isEmpty();
    assertThat(api.list("auth/kubernetes/role")).isEmpty();
  }

  @Test
  void listsNames() {
    server.answering(
        "GET /v1/auth/kubernetes/role?list=true", 200, "{\"data\":{\"keys\":[\"a\",\"b/\"]}}");

    assertThat(api.list("auth/kubernetes/role")).containsExactly("a", "b/");
  }

  @Test
  void writesJsonAndReturnsWarnings() {
    server.answering("POST " + ROLE, 200, "{\"data\":null,\"warnings\":[\"no audience\"]}");

    Written written = api.write("auth/kubernetes/role/shop", Map.of("token_ttl", 60));

    assertThat(written.warnings()).containsExactly("no audience");
    assertThat(server.asked().getFirst().body()).isEqualTo("{\"token_ttl\":60}");
  }

  @Test
  void failsForFieldsThatTheServerIgnored() {
    server.answering(
        "POST " + ROLE,
        200,
        "{\"warnings\":[\"Endpoint ignored these unrecognized parameters: [policy]\"]}");

    VaultFault fault = faultOf(() -> api.write("auth/kubernetes/role/shop", Map.of("policy", "p")));

    assertThat(fault.sentence()).contains("auth/kubernetes/role/shop", "[policy]");
  }

  @Test
  void namesThePolicyLineThatIsMissing() {
    server.answering("POST " + ROLE, 403, "{\"errors\":[\"permission denied\"]}");
    server.answering("POST /v1/sys/auth/kubernetes", 403, "{\"errors\":[\"permission denied\"]}");

    assertThat(faultOf(() -> api.write("auth/kubernetes/role/shop", Map.of())).sentence())
        .contains("path \"auth/kubernetes/role/shop\" { capabilities = [\"create\", \"update\"] }");
    assertThat(faultOf(() -> api.write("sys/auth/kubernetes", Map.of())).sentence())
        .contains("[\"create\", \"update\", \"sudo\"]");
  }

  @Test
  void tellsASealedServerAtOnce() {
    server.answering("GET " + ROLE, 503, "{\"errors\":[\"Vault is sealed\"]}");
    server.answering("GET /v1/sys/seal-status", 200, SEALED);

    assertThat(faultOf(() -> api.read("auth/kubernetes/role/shop")))
        .isEqualTo(new VaultFault.Sealed(server.address()));
    assertThat(server.askedLines()).hasSize(2);
  }

  @Test
  void tellsAServerThatWasNeverInitialised() {
    server.answering("GET " + ROLE, 503, "{\"errors\":[\"Vault is sealed\"]}");
    server.answering("GET /v1/sys/seal-status", 200, "{\"initialized\":false,\"sealed\":true}");

    assertThat(faultOf(() -> api.read("auth/kubernetes/role/shop")))
        .isEqualTo(new VaultFault.Uninitialised(server.address()));
  }

  @Test
  void triesAgainWhereTheServerDidNothing() {
    Reply tooMany = Reply.json(429, "{\"errors\":[\"rate limit\"]}");
    server.answering(
        "POST " + ROLE, tooMany, Reply.json(412, "{\"errors\":[]}"), Reply.json(204, ""));

    assertThat(api.write("auth/kubernetes/role/shop", Map.of()).warnings()).isEmpty();
    assertThat(server.askedLines()).hasSize(3);
  }

  @Test
  void givesUpOnALimitedRate() {
    server.answering("GET " + ROLE, 429, "{\"errors\":[\"rate limit\"]}");

    assertThat(faultOf(() -> api.read("auth/kubernetes/role/shop")))
        .isInstanceOf(VaultFault.RateLimited.class);
    assertThat(server.askedLines()).hasSizeBetween(5, 600);
  }

  @Test
  void waitsAsLongAsItIsAskedToButNotForEver() {
    Reply tooMany = Reply.json(429, "{\"errors\":[\"rate limit\"]}");
    server.answering(
        "GET " + ROLE, tooMany.with("Retry-After", "0"), Reply.json(200, "{\"data\":{}}"));
    server.answering("POST " + ROLE, tooMany.with("Retry-After", "600"));

    assertThat(api.read("auth/kubernetes/role/shop")).isPresent();
    assertThat(faultOf(() -> api.write("auth/kubernetes/role/shop", Map.of())).sentence())
        .contains("asks to wait 600 s, longer than this tool does");
    assertThat(server.askedLines()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
  }

  @Test
  void repeatsReadsButNoWritesOverABrokenConnection() {
    server.answering("GET " + ROLE, Reply.cut(), Reply.json(200, "{\"data\":{\"a\":1}}"));
    server.answering("POST " + ROLE, Reply.cut());

    assertThat(api.read("auth/kubernetes/role/shop")).isPresent();
    assertThat(faultOf(() -> api.write("auth/kubernetes/role/shop", Map.of("a", "secret"))))
        .isInstanceOf(VaultFault.Unreachable.class);
    assertThat(server.askedLines()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
  }

  @Test
  void letsNoNodeAnswerThatIsBehindItsLastWrite() {
    server.answering("POST " + ROLE, Reply.json(204, "").with("X-Vault-Index", "seven"));
    server.answering("GET " + ROLE, Reply.json(200, "{\"data\":{}}").with("X-Vault-Index", "six"));

    assertThat(api.read("auth/kubernetes/role/shop")).isPresent();
    api.write("auth/kubernetes/role/shop", Map.of());
    assertThat(api.read("auth/kubernetes/role/shop")).isPresent();
    assertThat(api.read("auth/kubernetes/role/shop")).isPresent();

    assertThat(server.asked())
        .extracting(asked -> asked.headers().getOrDefault("X-vault-index", List.of()))
        .containsExactly(List.of(), List.of(), List.of("seven"), List.of("seven"));
    assertThat(server.asked().getLast().headers().get("X-vault-inconsistent"))
        .containsExactly("forward-active-node");
  }

  @Test
  void saysWhomTheStandbyNamesIfThatOneIsNotReached() {
    FakeVault gone = new FakeVault();
    gone.close();
    server.answering("GET " + ROLE, 307, "");
    server.answering("GET /v1/sys/leader", 200, "{\"leader_address\":\"" + gone.address() + "\"}");

    assertThat(faultOf(() -> api.read("auth/kubernetes/role/shop")).sentence())
        .contains(
            "Vault at " + server.address() + " is a standby node",
            "it names " + gone.address() + " as active, but it was not reached");
  }

  @Test
  void goesToTheActiveNodeAndStaysThere() {
    try (FakeVault leader = new FakeVault()) {
      leader.answering("GET " + ROLE, 200, "{\"data\":{\"a\":1}}");
      server.answering("GET " + ROLE, 307, "");
      server.answering(
          "GET /v1/sys/leader", 200, "{\"leader_address\":\"" + leader.address() + "\"}");

      assertThat(api.read("auth/kubernetes/role/shop")).isPresent();
      assertThat(api.read("auth/kubernetes/role/shop")).isPresent();

      assertThat(server.askedLines()).containsExactly("GET " + ROLE, "GET /v1/sys/leader");
      assertThat(leader.askedLines()).hasSize(2);
    }
  }

  @Test
  void followsNoRedirectToAnotherScheme() {
    server.answering("GET " + ROLE, 307, "");
    server.answering(
        "GET /v1/sys/leader", 200, "{\"leader_address\":\"https://node-2.example:8200\"}");

    assertThat(faultOf(() -> api.read("auth/kubernetes/role/shop")).sentence())
        .contains("is a standby node", "https://node-2.example:8200");
  }

  @Test
  void tellsARedirectThatLeadsInACircle() {
    server.answering("GET " + ROLE, 307, "");
    server.answering(
        "GET /v1/sys/leader", 200, "{\"leader_address\":\"" + server.address() + "\"}");

    assertThat(faultOf(() -> api.read("auth/kubernetes/role/shop")).sentence())
        .contains("redirects as well");
  }

  @Test
  void tellsAnAnswerThatIsNotVaults() {
    server.answering(
        "GET " + ROLE, new Reply(Optional.of(404), "text/html", "<html>secret</html>"));

    assertThat(faultOf(() -> api.read("auth/kubernetes/role/shop")).sentence())
        .contains("not Vault's: status 404, text/html", server.address().toString());
  }

  @Test
  void passesOnWhyTheServerRefused() {
    server.answering("POST " + ROLE, 400, "{\"errors\":[\"invalid ttl\"]}");

    assertThat(faultOf(() -> api.write("auth/kubernetes/role/shop", Map.of("a", "secret"))))
        .isEqualTo(
            new VaultFault.Refused(
                "POST", "auth/kubernetes/role/shop", 400, List.of("invalid ttl")));
  }

  @Test
  void tellsALostCheckAndSet() {
    server.answering(
        "POST /v1/kv/data/a",
        400,
        "{\"errors\":[\"check-and-set parameter did not match the current version\"]}");

    assertThat(faultOf(() -> api.write("kv/data/a", Map.of())).sentence())
        .contains("changed meanwhile, by hand or by another apply");
  }

  @Test
  void tellsWhereNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (VaultApi lost = VaultApi.open(VaultAddress.of(nobody), new VaultToken("t"))) {
      assertThat(faultOf(() -> lost.read("sys/auth")).sentence())
          .contains(nobody.toString(), "the connection was refused");
    }
  }

  @Test
  void tellsAHostThatIsNotKnown() {
    URI address = URI.create("http://no-such-host.invalid:8200");
    try (VaultApi lost = VaultApi.open(VaultAddress.of(address), new VaultToken("t"))) {
      assertThat(faultOf(() -> lost.read("sys/auth")).sentence()).contains("name is not known");
    }
  }

  @Test
  void tellsAPortWithoutTls() throws IOException, InterruptedException {
    Thread plainServer;
    try (ServerSocket plain = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      plainServer = Thread.startVirtualThread(() -> answerInPlain(plain));
      URI address = URI.create("https://127.0.0.1:" + plain.getLocalPort());
      try (VaultApi lost = VaultApi.open(VaultAddress.of(address), new VaultToken("t"))) {
        assertThat(faultOf(() -> lost.read("sys/auth"))).isInstanceOf(VaultFault.TlsFailed.class);
      }
    }
    plainServer.join();
  }

  /** As Vault does where it does not speak TLS, until the listener is closed. */
  private static void answerInPlain(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        // What is left unread would reset the connection before the answer is seen.
        if (socket.getInputStream().read(new byte[16 * 1024]) > 0) {
          socket.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        }
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Test
  void tellsTheProductByItsStatus() {
    server.answering("GET /v1/sys/seal-status", 200, OPEN);
    assertThat(api.product()).isEqualTo(new VaultProduct.OpenBao("2.7.2"));

    server.answering("GET /v1/sys/seal-status", 200, OPEN.replace("commit_date", "build_date"));
    assertThat(api.product()).isEqualTo(new VaultProduct.Vault("2.7.2"));
  }

  @Test
  void logsInWithAServiceAccountTokenAndRevokesWhatItGot(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "a.b.c\n");
    server.answering("POST /v1/auth/k8s/login", 200, "{\"auth\":{\"client_token\":\"s.mine\"}}");
    server.answering("POST /v1/auth/token/revoke-self", 204, "");

    VaultApi.login(VaultAddress.of(server.address()), "k8s", "setup", file).close();

    assertThat(server.asked().getFirst().body()).contains("\"jwt\":\"a.b.c\"", "setup");
    assertThat(server.asked().getLast().headers())
        .containsEntry("X-vault-token", List.of("s.mine"));
  }

  @Test
  void acceptsOnlyWhatCanBeAPathOrAToken() {
    assertThatThrownBy(() -> api.read("auth/../sys/seal")).hasMessageContaining("no part . or ..");
    assertThatThrownBy(() -> new VaultToken("secret\nsecret"))
        .hasMessageContaining("line end")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> VaultAddress.of(URI.create("https://user:secret@host")))
        .hasMessageNotContaining("secret");
    assertThat(new VaultToken("secret").toString()).doesNotContain("secret");
  }
}

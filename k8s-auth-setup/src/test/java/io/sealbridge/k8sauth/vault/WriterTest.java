package io.sealbridge.k8sauth.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealbridge.vault.FakeVault;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultProduct;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterTest {
  private static final Seen NOTHING = new Seen.Absent();
  private static final Seen VERSION_7 =
      new Seen.Present(JsonNodeFactory.instance.objectNode().put("version", 7));
  private static final Place POLICY = new Place.Policy("shop");

  private final FakeVault server = new FakeVault();
  private final VaultApi api = server.api();
  private final Writer openBao = new Writer(api, new VaultProduct.OpenBao("2.7.2"));
  private final Writer vault = new Writer(api, new VaultProduct.Vault("1.21.0"));

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  @Test
  void writesAPolicyOnOpenBaoOnlyAsItWasSeen() {
    server.answering("POST /v1/sys/policies/acl/shop", 204, "");

    openBao.write(POLICY, NOTHING, Map.of("policy", "x"));
    openBao.write(POLICY, VERSION_7, Map.of("policy", "x"));
    vault.write(POLICY, VERSION_7, Map.of("policy", "x"));

    assertThat(server.asked().get(0).body()).contains("\"cas\":-1");
    assertThat(server.asked().get(1).body()).contains("\"cas\":7");
    assertThat(server.asked().get(2).body()).doesNotContain("cas");
  }

  @Test
  void makesAMountAndTunesOneThatIsThere() {
    server.answering("POST /v1/sys/auth/k8s", 204, "");
    server.answering("POST /v1/sys/mounts/kv/tune", 204, "");

    openBao.write(new Place.AuthMethod("k8s"), NOTHING, Map.of("type", "kubernetes"));
    openBao.write(new Place.SecretEngine("kv"), VERSION_7, Map.of("description", "d"));

    assertThat(server.askedLines())
        .containsExactly("POST /v1/sys/auth/k8s", "POST /v1/sys/mounts/kv/tune");
  }

  @Test
  void failsForAFieldThatDoesNotShowAfterTheWrite() {
    server.answering("POST /v1/auth/k8s/role/shop", 204, "");
    server.answering("GET /v1/auth/k8s/role/shop", 200, "{\"data\":{\"token_policies\":[]}}");
    Place role = new Place.Role("k8s", "shop");

    assertThatThrownBy(() -> openBao.write(role, NOTHING, Map.of("policy", List.of("shop"))))
        .hasMessageContaining("the server does not show policy");
    assertThat(openBao.write(role, NOTHING, Map.of("token_policies", List.of()))).isEmpty();
  }

  @Test
  void doesNotExpectToSeeAnEmptyText() {
    server.answering("POST /v1/auth/k8s/role/shop", 204, "");
    server.answering("GET /v1/auth/k8s/role/shop", 200, "{\"data\":{\"token_policies\":[]}}");

    assertThat(openBao.write(new Place.Role("k8s", "shop"), NOTHING, Map.of("audience", "")))
        .isEmpty();
  }

  @Test
  void doesNotExpectToSeeAReviewersToken() {
    server.answering("POST /v1/auth/k8s/config", 204, "");
    server.answering("GET /v1/auth/k8s/config", 200, "{\"data\":{\"kubernetes_host\":\"h\"}}");

    openBao.write(
        new Place.AuthConfig("k8s"),
        NOTHING,
        Map.of("kubernetes_host", "h", "token_reviewer_jwt", "secret"));

    assertThat(server.askedLines()).hasSize(2);
  }
}

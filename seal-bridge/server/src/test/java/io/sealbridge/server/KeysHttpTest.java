package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that callers make, change, bring and take over HTTP. */
class KeysHttpTest {

  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  @TempDir static Path folder;

  private static TestBridge bridge;
  private static String operator;
  private static KeyPair receiver;

  @BeforeAll
  static void start() throws GeneralSecurityException, IOException {
    receiver = rsa();
    byte[] der = receiver.getPublic().getEncoded();
    Files.writeString(
        folder.resolve("standby.pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n");
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    bridge =
        new TestBridge(folder)
            .key("root")
            .wrappingKey()
            .with(
                "exportTo: [ { name: standby, publicKey: standby.pem, sha256: %s } ]\n"
                    .formatted(sha256));
    operator = bridge.token("operator");
    bridge.startReady();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aes256-gcm96",
        "rsa-2048",
        "ecdsa-p256",
        "ecdsa-p384",
        "ecdsa-p521",
        "ed25519",
        "hmac"
      })
  void makesKeysOfEveryType(String type) {
    // when
    String body = "{\"type\":\"%s\",\"exportable\":\"false\",\"derived\":false}".formatted(type);
    JsonNode made = data(post("keys/new-" + type, body));
    JsonNode again = data(post("keys/new-" + type, body));

    // then
    assertThat(made.get("type").asText()).isEqualTo(type);
    assertThat(made.get("latest_version").asInt()).isEqualTo(1);
    assertThat(again).isEqualTo(made);
    assertThat(data(get("keys/new-" + type))).isEqualTo(made);
    if (type.equals("hmac")) {
      assertThat(made.get("key_size").asInt()).isEqualTo(64);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"derived\":true} | derived is refused: the HSM's keys are used as they are",
        "{\"convergent_encryption\":\"true\"} | convergent_encryption is refused",
        "{\"exportable\":\"1\"} | exportable is refused: keys never leave the HSM in the clear",
        "{\"allow_plaintext_backup\":true} | allow_plaintext_backup is refused",
        "{\"auto_rotate_period\":\"24h\"} | auto_rotate_period is refused: rotate with transit-sync",
        "{\"type\":\"chacha20-poly1305\"} | unknown key type",
        "{\"type\":\"hmac\",\"key_size\":32} | invalid key_size; the HSM makes HMAC keys of 64 bytes",
        "{\"key_size\":64} | key_size is not valid for algorithm aes256-gcm96"
      })
  void refusesByNameWhatAnHsmsKeyCannotBe(String body, String text) {
    HttpResponse<String> refused = post("keys/impossible", body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains(text);
    assertThat(get("keys/impossible").statusCode()).isEqualTo(404);
  }

  @Test
  void changesTrimsAndDeletes() {
    // given
    post("keys/life", "{}");
    JsonNode rotated =
        data(bridge.call("POST", "/v1/transit/keys/life/rotate", bridge.token("keeper"), ""));

    // when
    JsonNode configured =
        data(
            post(
                "keys/life/config",
                "{\"min_decryption_version\":\"2\",\"min_encryption_version\":2,\"deletion_allowed\":\"true\"}"));
    HttpResponse<String> toNothing = post("keys/life/trim", "{\"min_available_version\":0}");
    JsonNode trimmed = data(post("keys/life/trim", "{\"min_available_version\":2}"));
    HttpResponse<String> deleted = bridge.call("DELETE", "/v1/transit/keys/life", operator, "");

    // then
    assertThat(rotated.get("latest_version").asInt()).isEqualTo(2);
    assertThat(configured.get("min_decryption_version").asInt()).isEqualTo(2);
    assertThat(configured.get("min_encryption_version").asInt()).isEqualTo(2);
    assertThat(configured.get("deletion_allowed").asBoolean()).isTrue();
    assertThat(configured.get("keys").fieldNames()).toIterable().containsExactly("2");
    assertThat(toNothing.body()).contains("minimum available version should be positive");
    assertThat(trimmed.get("min_available_version").asInt()).isEqualTo(2);
    assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(get("keys/life").statusCode()).isEqualTo(404);
  }

  @Test
  void deletesOnlyWhatMayBeDeleted() {
    post("keys/kept", "{}");

    HttpResponse<String> refused = bridge.call("DELETE", "/v1/transit/keys/kept", operator, "");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("deletion is not allowed for this key");
  }

  @ParameterizedTest
  @CsvSource({"POST,keys/root", "POST,keys/root/config", "DELETE,keys/root"})
  void leavesSealKeysToTheCommandLine(String method, String path) {
    HttpResponse<String> refused =
        bridge.call(method, "/v1/transit/" + path, operator, method.equals("POST") ? "{}" : "");

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void takesInAWrappedKey() throws GeneralSecurityException {
    // given
    String pem = data(get("wrapping_key")).get("public_key").asText();
    PublicKey wrapping =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
    byte[] secret = new byte[32];
    secret[3] = 7;

    // when
    HttpResponse<String> brought =
        post(
            "keys/brought/import",
            "{\"ciphertext\":\"%s\",\"hash_function\":\"SHA256\",\"type\":\"aes256-gcm96\",\"allow_rotation\":true}"
                .formatted(Base64.getEncoder().encodeToString(wrapped(wrapping, secret))));

    // then
    assertThat(brought.statusCode()).as(brought.body()).isEqualTo(204);
    JsonNode shown = data(get("keys/brought"));
    assertThat(shown.get("imported_key").asBoolean()).isTrue();
    assertThat(shown.get("imported_key_allow_rotation").asBoolean()).isTrue();
    assertThat(post("keys/brought/import", "{}").body()).contains("missing ciphertext");
  }

  @Test
  void wrapsASyncableKeyForAConfiguredReceiverOnly() throws GeneralSecurityException {
    // given
    post("keys/travels", "{\"syncable\":true}");
    post("keys/stays", "{}");

    // when
    JsonNode wrapped = data(get("byok-export/standby/travels"));

    // then
    byte[] bytes = Base64.getDecoder().decode(wrapped.at("/keys/1").asText());
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(Cipher.DECRYPT_MODE, receiver.getPrivate(), OAEP);
    SecretKey ephemeral = new SecretKeySpec(rsa.doFinal(bytes, 0, 256), "AES");
    Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
    kwp.init(Cipher.UNWRAP_MODE, ephemeral);
    byte[] rest = java.util.Arrays.copyOfRange(bytes, 256, bytes.length);
    assertThat(kwp.unwrap(rest, "AES", Cipher.SECRET_KEY).getEncoded()).hasSize(32);
    assertThat(get("byok-export/nobody/travels").body())
        .contains("no such destination key to export to");
    assertThat(get("byok-export/standby/stays").statusCode()).isEqualTo(400);
    assertThat(get("byok-export/standby/root").statusCode()).isEqualTo(403);
  }

  @Test
  void listsPagesOfNames() {
    post("keys/zebra-a", "{}");
    post("keys/zebra-b", "{}");
    post("keys/zebra-c", "{}");

    assertThat(data(bridge.call("LIST", "/v1/transit/keys?after=zebra-a&limit=1", operator, "")))
        .hasToString("{\"keys\":[\"zebra-b\"]}");
  }

  private static byte[] wrapped(PublicKey wrapping, byte[] secret) throws GeneralSecurityException {
    SecretKey ephemeral = KeyGenerator.getInstance("AES").generateKey();
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(Cipher.ENCRYPT_MODE, wrapping, OAEP);
    byte[] first = rsa.doFinal(ephemeral.getEncoded());
    Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
    kwp.init(Cipher.WRAP_MODE, ephemeral);
    byte[] second = kwp.wrap(new SecretKeySpec(secret, "AES"));
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static HttpResponse<String> post(String path, String body) {
    return bridge.call("POST", "/v1/transit/" + path, operator, body);
  }

  private static HttpResponse<String> get(String path) {
    return bridge.call("GET", "/v1/transit/" + path, operator, "");
  }

  private static JsonNode data(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try {
      return new ObjectMapper().readTree(response.body()).get("data");
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }
}

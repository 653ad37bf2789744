package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.KeyType;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures, codes, sums and public keys over HTTP, checked by the JDK's own verifiers. */
class SigningHttpTest {

  private static final String INPUT = "aGVsbG8="; // hello

  @TempDir static Path folder;

  private static TestBridge bridge;
  private static String operator;

  @BeforeAll
  static void start() {
    bridge =
        new TestBridge(folder)
            .key("root")
            .applicationKey("p256", KeyType.ECDSA_P256)
            .applicationKey("p521", KeyType.ECDSA_P521)
            .applicationKey("edwards", KeyType.ED25519)
            .applicationKey("rsa", KeyType.RSA_2048)
            .applicationKey("codes", KeyType.HMAC);
    operator = bridge.token("operator");
    bridge.startReady();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p256 | SHA256withECDSA | EC | ",
        "p256 | SHA3-512withECDSA | EC | \"hash_algorithm\":\"sha3-512\"",
        "p256 | SHA256withECDSA | EC | \"signature_algorithm\":\"pkcs1v15\"",
        "p256 | SHA256withECDSAinP1363Format | EC | \"marshaling_algorithm\":\"jws\"",
        "p521 | SHA512withECDSAinP1363Format | EC | \"marshaling_algorithm\":\"jws\",\"hash_algorithm\":\"sha2-512\"",
        "edwards | Ed25519 | Ed25519 | ",
        "edwards | Ed25519 | Ed25519 | \"signature_algorithm\":\"pkcs1v15\",\"key_version\":\"1\"",
        "rsa | SHA384withRSA | RSA | \"signature_algorithm\":\"pkcs1v15\",\"hash_algorithm\":\"sha2-384\""
      })
  void signsWhatTheJdkVerifies(String key, String algorithm, String family, String options)
      throws GeneralSecurityException {
    // when
    JsonNode signed = data(put("sign/" + key, body("", options)));
    String text = signed.get("signature").asText();
    JsonNode verified = data(put("verify/" + key, body("\"signature\":\"" + text + "\"", options)));

    // then
    assertThat(text).startsWith("vault:v1:");
    assertThat(signed.get("key_version").asInt()).isEqualTo(1);
    Base64.Decoder decoder =
        options != null && options.contains("jws") ? Base64.getUrlDecoder() : Base64.getDecoder();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey(key, family));
    verifier.update(Base64.getDecoder().decode(INPUT));
    assertThat(verifier.verify(decoder.decode(text.substring("vault:v1:".length())))).isTrue();
    assertThat(verified.get("valid").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"salt_length\":\"auto\"",
        "\"salt_length\":\"hash\"",
        "\"salt_length\":20",
        "\"salt_length\":\"20\",\"signature_algorithm\":\"pss\""
      })
  void signsByPssUnlessAskedOtherwise(String options) {
    // when
    String signature = data(put("sign/rsa", body("", options))).get("signature").asText();

    // then
    assertThat(verifies("rsa", "\"signature\":\"" + signature + "\"", options)).isTrue();
    assertThat(
            verifies(
                "rsa",
                "\"signature\":\"" + signature + "\"",
                "\"signature_algorithm\":\"pkcs1v15\""))
        .isFalse();
  }

  @Test
  void signsDigestsAndDigestInfosAsTheyAre() throws GeneralSecurityException {
    // given
    String digest =
        Base64.getEncoder()
            .encodeToString(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest("hello".getBytes(StandardCharsets.UTF_8)));

    // when
    String signature =
        data(put("sign/p256", "{\"prehashed\":\"true\",\"input\":\"" + digest + "\"}"))
            .get("signature")
            .asText();
    HttpResponse<String> bare =
        put(
            "sign/rsa/none",
            "{\"prehashed\":true,\"signature_algorithm\":\"pkcs1v15\",\"input\":\"YQ==\"}");

    // then
    assertThat(verifies("p256", "\"signature\":\"" + signature + "\"", null)).isTrue();
    assertThat(data(bare).get("signature").asText()).startsWith("vault:v1:");
    refuses(
        put("sign/rsa/none", body("", null)),
        "hash_algorithm=none requires both prehashed=true and signature_algorithm=pkcs1v15");
  }

  @Test
  void makesCodesAndComparesThem() {
    // when
    String code = data(put("hmac/codes/sha2-512", body("", null))).get("hmac").asText();

    // then
    assertThat(Base64.getDecoder().decode(code.substring("vault:v1:".length()))).hasSize(64);
    assertThat(verifies("codes", "\"hmac\":\"" + code + "\"", "\"algorithm\":\"sha2-512\""))
        .isTrue();
    assertThat(verifies("codes", "\"hmac\":\"vault:v1:AAAA\"", null)).isFalse();
    refuses(put("hmac/codes", "{}"), "missing input for HMAC");
  }

  @Test
  void answersABatchInItsOrder() {
    // when
    HttpResponse<String> signed =
        put(
            "sign/p256",
            "{\"batch_input\":[{\"input\":\"YQ==\",\"reference\":\"one\"},{\"input\":\"?\"},"
                + "{},{\"input\":\"YQ==\",\"reference\":\"four\"}]}");
    JsonNode results = data(signed).get("batch_results");
    JsonNode verified =
        data(put(
                "verify/p256",
                "{\"batch_input\":[{\"input\":\"YQ==\",\"signature\":\"%s\"},{\"input\":\"Yg==\",\"signature\":\"%s\"}]}"
                    .formatted(
                        results.get(0).get("signature").asText(),
                        results.get(3).get("signature").asText())))
            .get("batch_results");

    // then
    assertThat(signed.statusCode()).isEqualTo(200);
    assertThat(results.get(0).get("reference").asText()).isEqualTo("one");
    assertThat(results.get(1).get("error").asText()).startsWith("failed to base64-decode input");
    assertThat(results.get(2).get("error").asText()).isEqualTo("missing input");
    assertThat(results.get(3).get("reference").asText()).isEqualTo("four");
    assertThat(verified.get(0).get("valid").asBoolean()).isTrue();
    assertThat(verified.get(1).get("valid").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hash | | 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        "hash/sha2-256 | \"format\":\"base64\" | LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
        "hash/sha2-224 | \"format\":\"hex\" | ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193",
        "hash | \"algorithm\":\"sha2-224\" | ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193"
      })
  void makesSums(String path, String options, String sum) {
    assertThat(data(put(path, body("", options))).get("sum").asText()).isEqualTo(sum);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sign/codes | {\"input\":\"YQ==\"} | does not support signing",
        "encrypt/p256 | {\"plaintext\":\"YQ==\"} | not",
        "verify/p256 | {\"input\":\"YQ==\"} | neither a 'signature' nor an 'hmac' were given to verify",
        "verify/p256 | {\"input\":\"YQ==\",\"hmac\":\"a\",\"signature\":\"a\"} | provide one of 'signature' or 'hmac'",
        "verify/p256 | {\"input\":\"YQ==\",\"signature\":\"AAAA\"} | invalid signature: no prefix",
        "verify/p256 | {\"input\":\"YQ==\",\"signature\":\"vault:v1\"} | invalid signature: wrong number of fields",
        "verify/p256 | {\"input\":\"YQ==\",\"signature\":\"vault:vx:AA\"} | invalid signature: version number could not be decoded",
        "verify/p256 | {\"input\":\"YQ==\",\"signature\":\"vault:v1:?\"} | invalid base64 signature value",
        "sign/p256 | {\"input\":\"YQ==\",\"signature_algorithm\":\"x\"} | signature_algorithm must be",
        "sign/p256 | {\"input\":\"YQ==\",\"context\":\"YQ==\"} | context is not supported",
        "sign/rsa | {\"input\":\"YQ==\",\"salt_length\":-7} | salt_length must be",
        "sign/absent | {\"input\":\"YQ==\"} | encryption key not found",
        "hash | {\"input\":\"YQ==\",\"format\":\"octal\"} | unsupported encoding format",
        "hash/sha1 | {\"input\":\"YQ==\"} | unsupported algorithm sha1",
        "hash | {} | input missing"
      })
  void saysWhatIsWrong(String path, String body, String text) {
    refuses(put(path, body), text);
  }

  @Test
  void showsPublicKeysAsVaultDoes() {
    // when
    JsonNode all = data(bridge.call("GET", "/v1/transit/export/public-key/p256", operator, ""));
    JsonNode latest =
        data(bridge.call("GET", "/v1/transit/export/public-key/edwards/latest", operator, ""));
    JsonNode read = data(bridge.call("GET", "/v1/transit/keys/p256", operator, ""));

    // then
    assertThat(all.get("type").asText()).isEqualTo("ecdsa-p256");
    assertThat(all.at("/keys/1").asText()).startsWith("-----BEGIN PUBLIC KEY-----\n");
    assertThat(exported("p256/1?format=der"))
        .isEqualTo(all.at("/keys/1").asText().replaceAll("-----[A-Z ]+-----|\n", ""));
    assertThat(exported("p256?format=pem")).isEqualTo(all.at("/keys/1").asText());
    assertThat(exported("edwards?format=raw")).isEqualTo(latest.at("/keys/1").asText());
    assertThat(exported("edwards?format=pem")).startsWith("-----BEGIN PUBLIC KEY-----\n");
    assertThat(latest.get("type").asText()).isEqualTo("ed25519");
    assertThat(Base64.getDecoder().decode(latest.at("/keys/1").asText())).hasSize(32);
    assertThat(read.at("/keys/1/public_key").asText()).isEqualTo(all.at("/keys/1").asText());
    assertThat(read.at("/keys/1/name").asText()).isEqualTo("P-256");
    assertThat(read.get("supports_signing").asBoolean()).isTrue();
    assertThat(read.get("supports_encryption").asBoolean()).isFalse();
    refuses(
        bridge.call("GET", "/v1/transit/export/public-key/codes", operator, ""),
        "unknown key type hmac for export type public-key");
    refuses(
        bridge.call("GET", "/v1/transit/export/public-key/p256/2", operator, ""),
        "version does not exist or cannot be found");
    refuses(
        bridge.call("GET", "/v1/transit/export/public-key/p256?format=raw", operator, ""),
        "format raw is for keys of type ed25519");
    refuses(
        bridge.call("GET", "/v1/transit/export/public-key/p256?format=xml", operator, ""),
        "invalid format");
  }

  private static String exported(String keyAndQuery) {
    String path = "/v1/transit/export/public-key/" + keyAndQuery;
    return data(bridge.call("GET", path, operator, "")).at("/keys/1").asText();
  }

  @Test
  void needsAGrant() {
    String other = bridge.token("vault");

    assertThat(bridge.call("PUT", "/v1/transit/sign/p256", other, body("", null)).statusCode())
        .isEqualTo(403);
    assertThat(bridge.call("GET", "/v1/transit/export/public-key/p256", other, "").statusCode())
        .isEqualTo(403);
  }

  private static boolean verifies(String key, String proof, @Nullable String options) {
    return data(put("verify/" + key, body(proof, options))).get("valid").asBoolean();
  }

  /** The usual input, and more fields. */
  private static String body(String more, @Nullable String options) {
    StringBuilder body = new StringBuilder("{\"input\":\"" + INPUT + "\"");
    if (!more.isEmpty()) {
      body.append(',').append(more);
    }
    if (options != null && !options.isEmpty()) {
      body.append(',').append(options);
    }
    return body.append('}').toString();
  }

  private static PublicKey publicKey(String key, String family) throws GeneralSecurityException {
    String shown =
        data(bridge.call("GET", "/v1/transit/export/public-key/" + key + "/1", operator, ""))
            .at("/keys/1")
            .asText();
    byte[] der =
        family.equals("Ed25519")
            ? ed25519(Base64.getDecoder().decode(shown))
            : Base64.getMimeDecoder().decode(shown.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(der));
  }

  /** As RFC 8410, section 4, has it. */
  private static byte[] ed25519(byte[] raw) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.writeBytes(
        new byte[] {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0});
    der.writeBytes(raw);
    return der.toByteArray();
  }

  private static void refuses(HttpResponse<String> refused, String text) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(json(refused).at("/errors/0").asText()).contains(text);
  }

  private static HttpResponse<String> put(String path, String body) {
    return bridge.call("PUT", "/v1/transit/" + path, operator, body);
  }

  private static JsonNode data(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response).get("data");
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }
}

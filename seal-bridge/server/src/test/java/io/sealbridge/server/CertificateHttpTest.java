package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.KeyType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificate requests over HTTP, read by BouncyCastle. */
class CertificateHttpTest {

  @TempDir static Path folder;

  private static TestBridge bridge;
  private static String operator;

  @BeforeAll
  static void start() {
    bridge =
        new TestBridge(folder)
            .key("root")
            .applicationKey("p256", KeyType.ECDSA_P256)
            .applicationKey("p384", KeyType.ECDSA_P384)
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
  @ValueSource(strings = {"p256", "p384", "edwards", "rsa"})
  void signsARequestOfATemplatesSubjectAndExtensionsForItsOwnKey(String key)
      throws GeneralSecurityException, IOException, OperatorCreationException, PKCSException {
    // when
    HttpResponse<String> answered = csr(key, Map.of("csr", template(), "version", "1"));
    PKCS10CertificationRequest request = read(answered);

    // then
    assertThat(request.getSubject()).isEqualTo(new X500Name("CN=issuing,O=Bank"));
    assertThat(request.getRequestedExtensions().getExtension(Extension.subjectAlternativeName))
        .isNotNull();
    assertThat(request.getAttributes()).hasSize(1);
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(request.getSubjectPublicKeyInfo())))
        .isTrue();
    assertThat(Base64.getEncoder().encodeToString(request.getSubjectPublicKeyInfo().getEncoded()))
        .endsWith(publicKey(key));
  }

  @Test
  void signsARequestWithoutATemplate() throws IOException {
    PKCS10CertificationRequest request = read(csr("p256", Map.of()));

    assertThat(request.getSubject().getRDNs()).isEmpty();
    assertThat(request.getAttributes()).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(csr("codes", Map.of()).body()).contains("key type hmac does not support signing");
    assertThat(csr("p256", Map.of("csr", "x")).body()).contains("csr must be PEM");
    assertThat(
            csr(
                    "p256",
                    Map.of(
                        "csr",
                        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"))
                .body())
        .contains("csr is not a certificate request");
    assertThat(csr("p256", Map.of("version", 9)).statusCode()).isEqualTo(400);
    assertThat(
            bridge
                .call("POST", "/v1/transit/keys/p256/csr", bridge.token("vault"), "{}")
                .statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<String> csr(String key, Map<String, Object> body) {
    try {
      return bridge.call(
          "POST",
          "/v1/transit/keys/" + key + "/csr",
          operator,
          new ObjectMapper().writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static PKCS10CertificationRequest read(HttpResponse<String> answered) throws IOException {
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    return new PKCS10CertificationRequest(
        Base64.getMimeDecoder().decode(bare(json(answered).at("/data/csr").asText())));
  }

  private static String publicKey(String key) {
    return bare(
        json(bridge.call("GET", "/v1/transit/export/public-key/" + key, operator, ""))
            .at("/data/keys/1")
            .asText());
  }

  private static String bare(String pem) {
    return pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
  }

  /** With a password that must not be in the request. */
  private static String template()
      throws GeneralSecurityException, IOException, OperatorCreationException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "ca.test")));
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] der =
        new JcaPKCS10CertificationRequestBuilder(
                new X500Name("CN=issuing,O=Bank"), keys.getPublic())
            .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
            .addAttribute(
                PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                new org.bouncycastle.asn1.DERUTF8String("secret"))
            .build(new JcaContentSignerBuilder("Ed25519").build(keys.getPrivate()))
            .getEncoded();
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }
}

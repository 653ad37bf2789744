package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** openssl takes the signatures and certificate requests of the HSM's keys for what they are. */
class OpensslIT {
  private static final String SIGNER =
      """
        - identity: signer
          grants: [ { keys: ["app-*"], operations: [sign, read, create, certify] } ]
      """;
  private static final byte[] MESSAGE = "the quick brown fox".getBytes(StandardCharsets.UTF_8);

  /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo. */
  private static final String ED25519_PREFIX = "302a300506032b6570032100";

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @CsvSource({
    "rsa-2048,   pkcs1v15, sha2-256, -sha256",
    "rsa-2048,   pkcs1v15, sha2-512, -sha512",
    "rsa-2048,   pss,      sha2-256, -sha256 -sigopt rsa_padding_mode:pss",
    "ecdsa-p256, '',       sha2-256, -sha256",
    "ecdsa-p384, '',       sha2-384, -sha384",
    "ecdsa-p521, '',       sha2-512, -sha512"
  })
  void verifiesSignatures(String type, String algorithm, String hash, String options) {
    // given
    TransitMount signer = signer(type);
    Path publicKey = write("public.pem", signer.publicKey("app-key"));

    // when
    Path signature =
        write("signature", signature(signer, Map.of("signature_algorithm", algorithm), hash));

    // then
    List<String> command = new ArrayList<>(List.of("openssl", "dgst"));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-verify", publicKey.toString(), "-signature", signature.toString()));
    assertThat(run(command, write("message", MESSAGE)).orFail().output()).contains("Verified OK");
    assertThat(run(command, write("other", new byte[] {1})).exitCode()).isNotZero();
  }

  @Test
  void verifiesAnEd25519Signature() {
    // given
    TransitMount signer = signer("ed25519");
    byte[] raw = Base64.getDecoder().decode(signer.publicKey("app-key"));
    byte[] der = HexFormat.of().parseHex(ED25519_PREFIX + HexFormat.of().formatHex(raw));
    Path publicKey = write("public.der", der);

    // when
    Path signature = write("signature", signature(signer, Map.of(), "sha2-256"));

    // then
    List<String> command =
        List.of(
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-keyform",
            "DER",
            "-inkey",
            publicKey.toString(),
            "-rawin",
            "-sigfile",
            signature.toString(),
            "-in");
    assertThat(run(command, write("message", MESSAGE)).orFail().output())
        .contains("Verified Successfully");
    assertThat(run(command, write("other", new byte[] {1})).exitCode()).isNotZero();
  }

  @ParameterizedTest
  @CsvSource({"rsa-2048", "ecdsa-p256", "ed25519"})
  void verifiesACertificateRequest(String type) {
    // given
    TransitMount signer = signer(type);

    // when
    String request =
        TransitMount.data(signer.post("keys/app-key/csr", Map.of())).path("csr").asText();

    // then
    CommandResult result =
        run(List.of("openssl", "req", "-verify", "-noout", "-in"), write("request.pem", request));
    assertThat(result.orFail().output()).contains("verify OK");
  }

  private TransitMount signer(String type) {
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), scene.softHsm());
    bridge.configure(
        bridge.config().patient().with("access", bridge.config().section("access") + SIGNER));
    bridge.createKey();
    bridge.start();
    TransitMount signer = scene.closing(TransitMount.of(bridge, "signer"));
    signer.post("keys/app-key", Map.of("type", type)).expect(200);
    return signer;
  }

  private static byte[] signature(TransitMount signer, Map<String, String> options, String hash) {
    Map<String, String> body = new HashMap<>(options);
    body.values().removeIf(String::isEmpty);
    body.put("input", Base64.getEncoder().encodeToString(MESSAGE));
    String text =
        TransitMount.data(signer.post("sign/app-key/" + hash, body)).path("signature").asText();
    assertThat(text).startsWith("vault:v1:");
    return Base64.getDecoder().decode(text.substring("vault:v1:".length()));
  }

  private static CommandResult run(List<String> command, Path input) {
    List<String> whole = new ArrayList<>(command);
    whole.add(input.toString());
    return Command.run(whole, Map.of());
  }

  private Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(scene.folder().resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

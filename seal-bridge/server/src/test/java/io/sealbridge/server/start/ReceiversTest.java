package io.sealbridge.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.server.config.ReceiverConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiversTest {

  private static final String OTHER = "0f".repeat(32);

  @TempDir Path folder;

  private final List<String> findings = new ArrayList<>();

  @Test
  void readsAKeyWhoseHashIsTheConfiguredOne() throws IOException, GeneralSecurityException {
    // given
    byte[] der = der("RSA", 2048);

    // when
    Map<String, PublicKeyInfo> read = read(pem(der), sha256(der));

    // then
    assertThat(findings).isEmpty();
    assertThat(read).containsOnly(Map.entry("standby", PublicKeyInfo.of(der)));
  }

  @Test
  void refusesAKeyThatWasSwapped() throws IOException, GeneralSecurityException {
    // given
    byte[] der = der("RSA", 2048);

    // then
    assertThat(read(pem(der), OTHER)).isEmpty();
    assertThat(findings)
        .singleElement()
        .asString()
        .contains("with SHA-256 " + sha256(der) + ", and not the configured one");
  }

  @Test
  void refusesShortKeysOtherKeysAndWhatIsNone() throws IOException, GeneralSecurityException {
    // given
    byte[] weak = der("RSA", 1024);
    byte[] curve = der("EC", 256);

    // then
    assertThat(read(pem(weak), sha256(weak))).isEmpty();
    assertThat(read(pem(curve), sha256(curve))).isEmpty();
    assertThat(read("nothing", OTHER)).isEmpty();
    assertThat(
            Receivers.read(
                List.of(new ReceiverConfiguration("absent", folder.resolve("absent"), OTHER)),
                findings))
        .isEmpty();
    assertThat(findings).hasSize(4);
    assertThat(findings.get(0)).endsWith("must have at least 2048 bits");
    assertThat(findings.get(1)).endsWith("must be one RSA public key in PEM (BEGIN PUBLIC KEY)");
    assertThat(findings.get(2)).endsWith("must be one RSA public key in PEM (BEGIN PUBLIC KEY)");
    assertThat(findings.get(3)).endsWith("cannot be read; put the receiver's public key there");
  }

  @Test
  void refusesNamesAndHashesThatAreNone() {
    assertThatThrownBy(() -> new ReceiverConfiguration("a/b", folder, OTHER))
        .hasMessageStartingWith("name must match");
    assertThatThrownBy(() -> new ReceiverConfiguration("a", folder, "AB"))
        .hasMessageStartingWith("sha256 must be 64 lower-case hexadecimal digits");
  }

  private Map<String, PublicKeyInfo> read(String text, String sha256) throws IOException {
    Path file = Files.writeString(folder.resolve("key.pem"), text);
    return Receivers.read(List.of(new ReceiverConfiguration("standby", file, sha256)), findings);
  }

  private static byte[] der(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair().getPublic().getEncoded();
  }

  private static String pem(byte[] der) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String sha256(byte[] der) {
    return HexFormat.of().formatHex(HashFunction.SHA256.digest(der));
  }
}

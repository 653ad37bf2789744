package io.sealbridge.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.Repository;
import io.sealbridge.integration.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bills of materials say is in the images, and what is. */
class ImageContentIT {
  @RegisterExtension final Scene scene = new Scene();

  @BeforeEach
  void askForADaemon() {
    Docker.prepare();
  }

  @ParameterizedTest
  @CsvSource({
    "seal-bridge, seal-bridge",
    "seal-bridge-trial, seal-bridge",
    "k8s-auth-setup, k8s-auth-setup"
  })
  void everyJarIsListedWithItsBytes(String image, String program) throws IOException {
    // given
    Path jars = copyOf(image, "/opt/" + program + "/lib/app");

    // when
    Map<String, String> listed =
        components(image)
            .filter(component -> !component.path("hashes").isEmpty())
            .collect(
                Collectors.toMap(
                    component -> component.at("/properties/0/value").asText(),
                    component -> component.at("/hashes/0/content").asText()));

    // then
    assertThat(listed).isEqualTo(digests(jars)).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"seal-bridge, libssl3, bash", "k8s-auth-setup, libc6, dpkg"})
  void thePackagesAreThoseThatItLinks(String image, String there, String absent)
      throws IOException {
    assertThat(components(image).map(component -> component.path("name").asText()))
        .contains(there, "Java runtime")
        .doesNotContain(absent);
    assertThat(
            components(image)
                .filter(component -> component.path("name").asText().equals(there))
                .map(component -> component.path("purl").asText()))
        .singleElement()
        .asString()
        .startsWith("pkg:deb/debian/" + there + "@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seal-bridge", "seal-bridge-trial", "k8s-auth-setup"})
  void itSaysWhoseJavaItIs(String image) throws IOException {
    assertThat(components(image).filter(each -> each.path("name").asText().equals("Java runtime")))
        .singleElement()
        .satisfies(
            java -> {
              assertThat(java.path("version").asText()).startsWith("25.");
              assertThat(java.at("/supplier/name").asText()).isNotBlank();
            });
  }

  @Test
  void theTrialSaysWhatItBringsAlong() throws IOException {
    assertThat(components("seal-bridge-trial").map(component -> component.path("name").asText()))
        .contains("softhsm2", "openssl", "bash");
  }

  @Test
  void thirdPartiesAreListedWithTheirLicences() throws IOException {
    assertThat(
            components("seal-bridge")
                .filter(component -> component.path("purl").asText().startsWith("pkg:maven/"))
                .filter(component -> !component.path("group").asText().equals("io.sealbridge")))
        .allSatisfy(component -> assertThat(component.path("licenses")).isNotEmpty());
  }

  private static Stream<JsonNode> components(String image) throws IOException {
    Path file = Repository.root().resolve("target/images/" + image + ".cdx.json");
    JsonNode document = new ObjectMapper().readTree(Files.readString(file));
    assertThat(document.path("bomFormat").asText()).isEqualTo("CycloneDX");
    return StreamSupport.stream(document.path("components").spliterator(), false);
  }

  private Path copyOf(String image, String folder) {
    Path copy = scene.folder().resolve(image);
    String container =
        Docker.run("create", Docker.named(image).asCanonicalNameString(), "none")
            .orFail()
            .output()
            .strip();
    Docker.run("cp", container + ":" + folder, copy.toString()).orFail();
    Docker.run("rm", container).orFail();
    return copy;
  }

  private static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jar")).toList()) {
        digests.put(file.getFileName().toString(), sha256(file));
      }
    }
    return digests;
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

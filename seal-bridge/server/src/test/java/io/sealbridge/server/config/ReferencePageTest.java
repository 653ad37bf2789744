package io.sealbridge.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

  private static final Path PAGE = Path.of("../../docs/reference/configuration.md");
  private static final Path EXAMPLE = Path.of("src/test/resources/full.yaml");

  /** To write the page anew: {@code mvn ... -Dtest=ReferencePageTest -Dreference.write=true}. */
  @Test
  void isWhatTheRecordsSay() throws IOException {
    String made = ReferencePage.render(Files.readString(EXAMPLE));
    if (Boolean.getBoolean("reference.write")) {
      Files.createDirectories(PAGE.toAbsolutePath().getParent());
      Files.writeString(PAGE, made);
    }
    assertThat(PAGE)
        .as("docs/reference/configuration.md is out of date; see this test for how to write it")
        .hasContent(made);
  }
}

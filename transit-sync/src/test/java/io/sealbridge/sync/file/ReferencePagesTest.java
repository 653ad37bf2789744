package io.sealbridge.sync.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.configuration.PropertyTables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {
  private static final Path FOLDER = Path.of("../docs/reference");

  @Test
  void thePageIsWhatTheRecordsSay() throws IOException {
    check("sync.md", page());
  }

  @Test
  void theSchemaIsWhatTheRecordsSay() throws IOException {
    check("sync.schema.json", SyncSchema.text());
  }

  private static void check(String name, String made) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("reference.write")) {
      Files.writeString(file, made);
    }
    assertThat(file)
        .as(
            "docs/reference/%s is out of date; write it anew: mvn test -pl transit-sync -am"
                + " -Dtest=ReferencePagesTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dreference.write=true",
            name)
        .hasContent(made);
  }

  private static String page() {
    return """
        # The file of clusters and bridges

        One YAML file, given to `transit-sync` with `--file`. This page is made from the records that the file is bound to; a test fails when the two differ. [rotate.md](../rotate.md) explains how to use it.

        - An unknown property is refused with the nearest known name. A property given twice, an empty value, an anchor and a second document are refused.
        - Relative paths are relative to the folder of the file.
        - Secrets are never in this file, only the paths of files that hold them.
        - Editors complete and check the file by its [JSON Schema](sync.schema.json), which `transit-sync schema` prints as well. The first line of the file says where it is:

        ```yaml
        # yaml-language-server: $schema=sync.schema.json
        ```

        """
        + PropertyTables.of(SyncDescription.class, Map.of(URI.class, "URL"));
  }
}

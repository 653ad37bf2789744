package io.sealbridge.server.config;

import io.sealbridge.configuration.PropertyTables;
import io.sealbridge.hsm.StateLocation;
import io.sealbridge.keyring.KeyName;
import java.util.Map;

/** Writes the reference page from the records that the file is bound to. */
final class ReferencePage {

  private static final Map<Class<?>, String> WORDS =
      Map.of(
          ByteSize.class, "size",
          KeyName.class, "key name",
          Address.class, "address",
          StateLocation.class, "token or { file: path }");

  private ReferencePage() {}

  static String render(String example) {
    return """
        # Configuration

        One YAML file, given with `--config`. This page is made from the records that the file is bound to; a test fails when the two differ.

        - An unknown property stops the start and names the nearest known one. A property given twice, an empty value, an anchor and a second document are refused.
        - Durations are written `500ms`, `5s`, `10m`, `1h`, `7d`; sizes `512B`, `16KiB`, `32MiB`, `1GiB`. Relative paths are relative to the folder of the file.
        - Secrets are never in this file, only the paths of files that hold them. Files that are open to more users than they should be stop the start, and the message has the `chmod` to run.
        - TLS files and token files are read again when they change; everything else counts from the next start.

        """
        + PropertyTables.of(BridgeConfiguration.class, WORDS)
        + "## Every property once\n\n```yaml\n"
        + example
        + "```\n";
  }
}

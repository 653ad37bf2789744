package io.sealbridge.server.start;

import io.sealbridge.keyring.standing.ThawKey;
import io.sealbridge.keyring.standing.ThawKeys;
import io.sealbridge.server.config.BridgeConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The public keys of those who may end freezes. Blocks. */
public final class ThawKeyFiles {

  private ThawKeyFiles() {}

  /** Those that can be used; of the others a sentence each. */
  public static ThawKeys read(BridgeConfiguration configuration, List<String> findings) {
    List<ThawKey> keys = new ArrayList<>();
    for (Path file : configuration.thawKeys()) {
      try {
        keys.add(ThawKey.of(PublicKeyPem.der(Files.readString(file))));
      } catch (IOException _) {
        findings.add("thawKeys: " + file + " cannot be read; put the public key there");
      } catch (IllegalArgumentException _) {
        findings.add(
            "thawKeys: "
                + file
                + " must be one Ed25519 or P-256 public key in PEM (BEGIN PUBLIC"
                + " KEY)");
      }
    }
    return new ThawKeys(configuration.deployment(), keys);
  }
}

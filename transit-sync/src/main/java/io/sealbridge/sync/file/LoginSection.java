package io.sealbridge.sync.file;

import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.util.Optional;

/** By a token, or as a pod. */
public record LoginSection(
    @Setting("File that holds a token and nothing else.") Optional<Path> tokenFile,
    @Setting("Role to log in with, as a pod does.") Optional<String> role,
    @Setting(value = "Mount of the auth method of that role.", byDefault = "kubernetes")
        String mount,
    @Setting(
            value = "File of the ServiceAccount token to log in with.",
            byDefault = "/var/run/secrets/vault/token")
        Path serviceAccountTokenFile) {

  public LoginSection {
    if (tokenFile.isPresent() == role.isPresent()) {
      throw new IllegalArgumentException("either tokenFile or role must be given, and not both");
    }
  }
}

package io.sealbridge.server.doctor;

import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may do what, and who can show that it is they: what {@code access check} and {@code doctor}
 * say of it. Asks no HSM.
 */
public final class AccessExamination {
  private AccessExamination() {}

  public static List<Diagnosis> of(BridgeConfiguration configuration, Instant now) {
    List<Diagnosis> diagnoses = new ArrayList<>(GrantExamination.of(configuration));
    Path directory = configuration.tokens().directory();
    try {
      TokenDirectory.Contents contents = new TokenDirectory(directory).read();
      diagnoses.addAll(ProofExamination.of(configuration, contents, now));
      diagnoses.addAll(TokenExamination.of(configuration, contents, now));
    } catch (IOException e) {
      diagnoses.add(
          Diagnosis.fail("tokens", directory + ": " + e, "let the bridge's user read it"));
    }
    diagnoses.addAll(DenyListExamination.of(configuration));
    return List.copyOf(diagnoses);
  }
}

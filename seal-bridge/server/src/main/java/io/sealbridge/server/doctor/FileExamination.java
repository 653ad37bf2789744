package io.sealbridge.server.doctor;

import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.start.StartChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The configuration and the files that it names, as the start of the service looks at them. */
public final class FileExamination {
  private FileExamination() {}

  public static List<Diagnosis> of(ConfigurationFile file, Instant now) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    diagnoses.add(
        Diagnosis.ok("configuration", file.path() + ", SHA-256 " + file.sha256().substring(0, 16)));
    for (String finding : StartChecks.findings(file, now)) {
      diagnoses.add(
          Diagnosis.fail("files", finding, "the bridge does not start before this is mended"));
    }
    return diagnoses;
  }
}

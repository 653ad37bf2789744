package io.sealbridge.server.doctor;

import io.sealbridge.configuration.NearestName;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.revocation.DeniedIdentity;
import io.sealbridge.server.revocation.DenyList;
import io.sealbridge.server.revocation.DenyListException;
import io.sealbridge.server.revocation.DenyListFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the file of those who are shut out can be read, and shuts out whom it means to. */
public final class DenyListExamination {
  private static final String CHECK = "revocations";

  private DenyListExamination() {}

  public static List<Diagnosis> of(BridgeConfiguration configuration) {
    Path path = configuration.revocationsFile();
    try {
      Optional<DenyListFile.Contents> contents = new DenyListFile(path).read();
      if (contents.isPresent()) {
        return examine(path, contents.get().list(), configuration);
      }
      return List.of(
          configuration.revocations().isPresent()
              ? Diagnosis.fail(
                  CHECK,
                  path + " is named in the configuration and is not there",
                  "put it back; to shut nobody out, write it with the one line: epoch: 0")
              : Diagnosis.ok(CHECK, "nobody is denied; there is no " + path));
    } catch (DenyListException e) {
      return List.of(
          Diagnosis.fail(
              CHECK,
              String.valueOf(e.getMessage()),
              "mend it; a running bridge keeps the last good list until then"));
    }
  }

  private static List<Diagnosis> examine(
      Path path, DenyList list, BridgeConfiguration configuration) {
    List<String> known =
        configuration.access().stream().map(AccessConfiguration::identity).toList();
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (DeniedIdentity denied : list.identities()) {
      if (!known.contains(denied.name())) {
        diagnoses.add(
            Diagnosis.warn(
                CHECK,
                "%s denies \"%s\", which \"access\" does not list%s"
                    .formatted(path, denied.name(), NearestName.hint(denied.name(), known)),
                "correct the name, or remove the line: seal-bridge access restore "
                    + denied.name()));
      }
    }
    diagnoses.add(
        Diagnosis.ok(
            CHECK,
            "%d identities and %d tokens denied in %s, epoch %d"
                .formatted(list.identities().size(), list.tokens().size(), path, list.epoch())));
    return diagnoses;
  }
}

package io.sealbridge.server.cli;

import io.sealbridge.commandline.Printer;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.doctor.AccessExamination;
import io.sealbridge.server.doctor.AnchorExamination;
import io.sealbridge.server.doctor.CertificateExamination;
import io.sealbridge.server.doctor.ClientTrustExamination;
import io.sealbridge.server.doctor.Diagnosis;
import io.sealbridge.server.doctor.FileExamination;
import io.sealbridge.server.doctor.HostExamination;
import io.sealbridge.server.doctor.HsmExamination;
import io.sealbridge.server.doctor.KeyExamination;
import io.sealbridge.server.doctor.ListenerExamination;
import io.sealbridge.server.doctor.LoginExamination;
import io.sealbridge.server.doctor.ReactionExamination;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = {
      "Looks at everything the bridge needs and says what to do where it is not right.",
      "Changes nothing. Logs in to each HSM once, but not when a wrong PIN would lock it.",
      "Exit code 0 if nothing has to be done, 1 otherwise."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    List<Diagnosis> diagnoses = examine(common.read());
    return DiagnosisText.print(new Printer(spec.commandLine().getOut(), common.output), diagnoses);
  }

  private List<Diagnosis> examine(ConfigurationFile file) throws IOException {
    BridgeConfiguration configuration = file.configuration();
    Instant now = surroundings.clock().instant();
    List<Diagnosis> diagnoses = new ArrayList<>(FileExamination.of(file, now));
    diagnoses.addAll(CertificateExamination.of(configuration.listeners(), now));
    diagnoses.addAll(ClientTrustExamination.of(configuration.listeners(), now));
    diagnoses.addAll(ListenerExamination.of(configuration));
    diagnoses.addAll(AccessExamination.of(configuration, now));
    diagnoses.addAll(LoginExamination.of(configuration, now));
    diagnoses.addAll(ReactionExamination.of(configuration));
    diagnoses.addAll(HostExamination.of(file, now));
    diagnoses.addAll(AnchorExamination.of(configuration, surroundings.clock()));
    try (Marks marks = Marks.open(configuration.dataDirectory());
        Administration administration =
            new Administration(configuration, marks.serials(), surroundings)) {
      diagnoses.addAll(HsmExamination.of(administration.tokens()));
      diagnoses.addAll(
          KeyExamination.of(
              configuration, administration.keys(), administration.tokens(), marks.serials()));
    }
    return diagnoses;
  }
}

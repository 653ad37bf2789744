package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.doctor.AccessExamination;
import io.sealbridge.server.doctor.CertificateExamination;
import io.sealbridge.server.doctor.DenyListExamination;
import io.sealbridge.server.doctor.Diagnosis;
import io.sealbridge.server.doctor.FileExamination;
import io.sealbridge.server.doctor.HostExamination;
import io.sealbridge.server.doctor.HsmExamination;
import io.sealbridge.server.doctor.KeyExamination;
import io.sealbridge.server.doctor.ListenerExamination;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    boolean ok = diagnoses.stream().noneMatch(d -> d.status() == Diagnosis.Status.FAIL);
    new Printer(spec.commandLine().getOut(), common.output)
        .print(text(diagnoses), json -> fields(json, ok, diagnoses));
    return ok ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<Diagnosis> examine(ConfigurationFile file) throws IOException {
    BridgeConfiguration configuration = file.configuration();
    Instant now = surroundings.clock().instant();
    List<Diagnosis> diagnoses = new ArrayList<>(FileExamination.of(file, now));
    diagnoses.addAll(CertificateExamination.of(configuration.listeners(), now));
    diagnoses.addAll(ListenerExamination.of(configuration));
    diagnoses.addAll(AccessExamination.of(configuration, now));
    diagnoses.addAll(DenyListExamination.of(configuration));
    diagnoses.addAll(HostExamination.of(file, now));
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

  private static String text(List<Diagnosis> diagnoses) {
    int width = diagnoses.stream().mapToInt(d -> d.check().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Diagnosis diagnosis : diagnoses) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-4s  %-" + width + "s  %s%n",
              KeyText.lower(diagnosis.status()),
              diagnosis.check(),
              diagnosis.detail()));
      if (!diagnosis.action().isEmpty()) {
        text.append(" ".repeat(width + 8)).append("-> ").append(diagnosis.action()).append('\n');
      }
    }
    return text.toString();
  }

  private static void fields(JsonGenerator json, boolean ok, List<Diagnosis> diagnoses)
      throws IOException {
    json.writeBooleanField("ok", ok);
    json.writeArrayFieldStart("checks");
    for (Diagnosis diagnosis : diagnoses) {
      json.writeStartObject();
      json.writeStringField("check", diagnosis.check());
      json.writeStringField("status", KeyText.lower(diagnosis.status()));
      json.writeStringField("detail", diagnosis.detail());
      if (!diagnosis.action().isEmpty()) {
        json.writeStringField("action", diagnosis.action());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.Confirmation;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.NearestName;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.revocation.DeniedIdentity;
import io.sealbridge.server.revocation.DenyList;
import io.sealbridge.server.revocation.DenyListException;
import io.sealbridge.server.revocation.DenyListFile;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that look at or change the deny list share. */
final class DenyListWork {
  private final CommandSpec spec;
  private final CommonOptions common;
  private final BridgeConfiguration configuration;
  private final DenyListFile file;

  /** Reads the configuration. */
  DenyListWork(CommandSpec spec, CommonOptions common) {
    this.spec = spec;
    this.common = common;
    this.configuration = common.read().configuration();
    this.file = new DenyListFile(configuration.revocationsFile());
  }

  BridgeConfiguration configuration() {
    return configuration;
  }

  DenyListFile file() {
    return file;
  }

  Confirmation confirmation(Surroundings surroundings) {
    return surroundings.confirmation(spec);
  }

  DenyList read() {
    try {
      return file.read().map(DenyListFile.Contents::list).orElse(DenyList.NOBODY);
    } catch (DenyListException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  /** Changes the file and prints what was done and the list as it is now. */
  void change(UnaryOperator<DenyList> change, String done) throws IOException {
    try {
      DenyList list = file.change(change);
      new Printer(spec.commandLine().getOut(), common.output)
          .print(
              done
                  + ". Every bridge that has this file heeds it within seconds: "
                  + file.path()
                  + "\nThe other replicas get it by whatever distributes the configuration.",
              json -> fields(json, list));
    } catch (DenyListException e) {
      throw new CommandException(e.getMessage() + "; nothing was changed");
    }
  }

  void fields(JsonGenerator json, DenyList list) throws IOException {
    json.writeStringField("file", file.path().toString());
    json.writeNumberField("epoch", list.epoch());
    json.writeArrayFieldStart("identities");
    for (DeniedIdentity identity : list.identities()) {
      json.writeStartObject();
      json.writeStringField("name", identity.name());
      if (identity.reason().isPresent()) {
        json.writeStringField("reason", identity.reason().get());
      }
      if (identity.since().isPresent()) {
        json.writeStringField("since", identity.since().get().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tokens");
    for (String token : list.tokens()) {
      json.writeString(token);
    }
    json.writeEndArray();
  }

  /** Refuses a name that the configuration does not know: it would shut nobody out. */
  void requireConfigured(String identity) {
    List<String> known =
        configuration.access().stream().map(AccessConfiguration::identity).toList();
    if (!known.contains(identity)) {
      throw new UsageException(
          "identity \""
              + identity
              + "\" is not in \"access\" of the configuration"
              + NearestName.hint(identity, known));
    }
  }
}

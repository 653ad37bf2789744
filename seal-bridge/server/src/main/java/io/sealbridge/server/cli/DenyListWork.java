package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.Confirmation;
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

  /** Made before the change, so that a wrong address is said while nothing has happened. */
  ListChange changing(ReplicaOptions replicas, Surroundings surroundings) {
    return new ListChange(
        this, new Settlement(spec, common, configuration, replicas, surroundings.watched()));
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

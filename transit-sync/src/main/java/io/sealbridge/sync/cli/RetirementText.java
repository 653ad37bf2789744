package io.sealbridge.sync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.sync.retire.Retirement;
import java.io.IOException;

/** A retirement for a person and for a program. */
final class RetirementText {
  private RetirementText() {}

  static String of(Retirement retirement) {
    return switch (retirement) {
      case Retirement.Done _ -> "Retired: every bridge refuses to open what it has sealed.";
      case Retirement.Possible possible ->
          """
          Nothing that is known needs it but backups whose loss you accept. The owner of the key runs, where the HSM is:
            %s
          Then run this again, to see that every bridge acts by it."""
              .formatted(possible.command());
      case Retirement.NotYet notYet -> "Not yet:\n  " + String.join("\n  ", notYet.reasons());
    };
  }

  static void write(JsonGenerator json, Retirement retirement) throws IOException {
    switch (retirement) {
      case Retirement.Done _ -> json.writeStringField("state", "retired");
      case Retirement.Possible possible -> {
        json.writeStringField("state", "possible");
        json.writeStringField("command", possible.command());
      }
      case Retirement.NotYet notYet -> {
        json.writeStringField("state", "not-yet");
        json.writeArrayFieldStart("reasons");
        for (String reason : notYet.reasons()) {
          json.writeString(reason);
        }
        json.writeEndArray();
      }
    }
  }
}

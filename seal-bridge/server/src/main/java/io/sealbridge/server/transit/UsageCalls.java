package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.keyring.service.UsageBoard;
import io.sealbridge.server.http.Answer;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Says when each version was last used, by whom and for what, on this replica since it started.
 * Safe for use by many threads.
 */
final class UsageCalls {

  private final Keyring keyring;
  private final UsageBoard board;

  UsageCalls(Keyring keyring, UsageBoard board) {
    this.keyring = keyring;
    this.board = board;
  }

  /** For whoever may read the key. */
  CompletionStage<Answer> read(Caller caller, KeyName key, Executor home) {
    return keyring
        .describe(caller, key)
        .handleAsync(
            (description, failure) ->
                failure == null ? usage(caller, key) : KeyCalls.missing(caller, failure),
            home);
  }

  private Answer usage(Caller caller, KeyName key) {
    return Answer.ok(
        VaultJson.data(
            caller.requestId(),
            json -> {
              json.writeStringField("name", key.value());
              json.writeStringField("since", board.since().toString());
              json.writeObjectFieldStart("versions");
              for (var version : board.uses(key).entrySet()) {
                json.writeObjectFieldStart(version.getKey().toString());
                write(json, version.getValue().values());
                json.writeEndObject();
              }
              json.writeEndObject();
            }));
  }

  private static void write(JsonGenerator json, Collection<UsageBoard.LastUse> uses)
      throws IOException {
    UsageBoard.LastUse last = Collections.max(uses, Comparator.comparing(UsageBoard.LastUse::at));
    json.writeStringField("last_used", last.at().toString());
    json.writeStringField("identity", last.identity());
    json.writeStringField("operation", last.operation().label());
    json.writeObjectFieldStart("operations");
    for (UsageBoard.LastUse use : uses) {
      json.writeObjectFieldStart(use.operation().label());
      json.writeStringField("last_used", use.at().toString());
      json.writeStringField("identity", use.identity());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}

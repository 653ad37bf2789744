package io.sealbridge.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * One entry as one line: a JSON object of ASCII characters, then a newline. Schema 1. Fields are
 * added within a schema, never changed or removed.
 */
final class EntryFormat {
  static final int SCHEMA = 1;
  private static final int MOST_ITEMS = 64;

  /** ASCII only, so that neither a terminal nor a line reader sees control characters. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private EntryFormat() {}

  static byte[] line(KeyUseEntry entry) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(512)) {
      try (JsonGenerator json = JSON.createGenerator(bytes)) {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("kind", kind(entry));
        json.writeStringField("at", entry.at().toString());
        writeFields(json, entry);
        json.writeEndObject();
      }
      bytes.append('\n');
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an entry in memory cannot fail to be written", e);
    }
  }

  private static String kind(KeyUseEntry entry) {
    return switch (entry) {
      case KeyUseEntry.Boot _ -> "boot";
      case KeyUseEntry.KeyAttested _ -> "key-attested";
      case KeyUseEntry.KeyChanged _ -> "key-changed";
      case KeyUseEntry.Intent _ -> "intent";
      case KeyUseEntry.Outcome _ -> "outcome";
      case KeyUseEntry.Denied _ -> "denied";
      case KeyUseEntry.Login _ -> "login";
      case KeyUseEntry.Refusals _ -> "refusals";
      case KeyUseEntry.Reload _ -> "reload";
      case KeyUseEntry.StateSeen _ -> "state-seen";
      case KeyUseEntry.Anchored _ -> "anchored";
      case KeyUseEntry.ClockStep _ -> "clock-step";
      case KeyUseEntry.Shutdown _ -> "shutdown";
    };
  }

  private static void writeFields(JsonGenerator json, KeyUseEntry entry) throws IOException {
    switch (entry) {
      case KeyUseEntry.Boot boot -> writeBoot(json, boot);
      case KeyUseEntry.KeyAttested attested -> writeAttested(json, attested);
      case KeyUseEntry.KeyChanged changed -> {
        text(json, "actor", changed.actor());
        text(json, "change", changed.change());
        text(json, "key", changed.key().value());
        json.writeNumberField("keyVersion", changed.keyVersion());
        json.writeNumberField("serial", changed.serial());
      }
      case KeyUseEntry.Intent intent -> {
        json.writeStringField("operation", intent.operation().label());
        writeUse(json, intent.requestId(), intent.key().value(), intent.keyVersion());
        writeCaller(json, intent.identity(), intent.proof(), intent.peer());
        text(json, "ciphertextSha256", intent.ciphertextSha256());
        json.writeNumberField("bytes", intent.bytes());
      }
      case KeyUseEntry.Outcome outcome -> writeOutcome(json, outcome);
      case KeyUseEntry.Denied denied -> {
        json.writeStringField("operation", denied.operation().label());
        text(json, "requestId", denied.requestId());
        text(json, "key", denied.key());
        writeCaller(json, denied.identity(), denied.proof(), denied.peer());
        text(json, "reason", denied.reason());
      }
      case KeyUseEntry.Login login -> {
        text(json, "requestId", login.requestId());
        writeCaller(json, login.identity(), login.proof(), login.peer());
        text(json, "mount", login.mount());
        text(json, "role", login.role());
        text(json, "accessor", login.accessor());
        json.writeStringField("expires", login.expires().toString());
      }
      case KeyUseEntry.Refusals refusals -> {
        text(json, "reason", refusals.reason());
        json.writeNumberField("count", refusals.count());
        texts(json, "samplePeers", refusals.samplePeers());
      }
      case KeyUseEntry.Reload reload -> {
        text(json, "what", reload.what());
        text(json, "sha256", reload.sha256());
        if (reload.shutOut().isPresent()) {
          KeyUseEntry.ShutOut shutOut = reload.shutOut().get();
          texts(json, "identities", shutOut.identities());
          json.writeNumberField("tokens", shutOut.tokens());
          json.writeNumberField("epoch", shutOut.epoch());
        }
      }
      case KeyUseEntry.StateSeen seen -> writeState(json, seen);
      case KeyUseEntry.Anchored anchored -> {
        text(json, "anchor", anchored.anchor());
        json.writeNumberField("size", anchored.size());
        text(json, "root", anchored.root());
        text(json, "proof", anchored.proof());
      }
      case KeyUseEntry.ClockStep step ->
          json.writeStringField("expected", step.expected().toString());
      case KeyUseEntry.Shutdown shutdown -> text(json, "reason", shutdown.reason());
    }
  }

  private static void writeBoot(JsonGenerator json, KeyUseEntry.Boot boot) throws IOException {
    text(json, "version", boot.version());
    text(json, "configSha256", boot.configSha256());
    json.writeArrayFieldStart("hsms");
    for (KeyUseEntry.HsmIdentity hsm : boot.hsms()) {
      json.writeStartObject();
      text(json, "name", hsm.name());
      text(json, "library", hsm.library());
      text(json, "librarySha256", hsm.librarySha256());
      text(json, "token", hsm.token());
      text(json, "serial", hsm.serial());
      json.writeEndObject();
    }
    json.writeEndArray();
    text(json, "previous", boot.previous());
    text(json, "clockSource", boot.clockSource());
    if (boot.newLog().isPresent()) {
      writeNewLog(json, boot.newLog().get());
    }
  }

  private static void writeNewLog(JsonGenerator json, KeyUseEntry.NewLog begun) throws IOException {
    json.writeObjectFieldStart("newLog");
    text(json, "reason", begun.reason());
    text(json, "actor", begun.actor());
    if (begun.old().isPresent()) {
      KeyUseEntry.OldLog old = begun.old().get();
      text(json, "oldOrigin", old.origin());
      json.writeNumberField("oldSize", old.size());
      text(json, "oldRoot", old.root());
    }
    json.writeEndObject();
  }

  private static void writeAttested(JsonGenerator json, KeyUseEntry.KeyAttested attested)
      throws IOException {
    text(json, "hsm", attested.hsm());
    text(json, "key", attested.key().value());
    json.writeNumberField("keyVersion", attested.keyVersion());
    json.writeBooleanField("accepted", attested.accepted());
    texts(json, "findings", attested.findings());
    KeyAttributes attributes = attested.attributes();
    text(json, "label", attributes.label());
    json.writeStringField("id", attributes.id().hex());
    text(json, "type", attributes.type().map(type -> type.transitName()));
    json.writeObjectFieldStart("attributes");
    for (KeyAttributes.Name name : KeyAttributes.Name.values()) {
      switch (attributes.get(name)) {
        case TRUE -> json.writeBooleanField(name.name(), true);
        case FALSE -> json.writeBooleanField(name.name(), false);
        case NOT_SAID -> json.writeNullField(name.name());
      }
    }
    json.writeEndObject();
  }

  private static void writeState(JsonGenerator json, KeyUseEntry.StateSeen seen)
      throws IOException {
    text(json, "key", seen.key().value());
    json.writeNumberField("serial", seen.serial());
    json.writeNumberField("keyVersion", seen.keyVersion());
    json.writeNumberField("minDecryptionVersion", seen.minDecryptionVersion());
    json.writeNumberField("minEncryptionVersion", seen.minEncryptionVersion());
    json.writeBooleanField("frozen", seen.frozen());
    text(json, "thawedBy", seen.thawedBy());
    text(json, "heldFrozen", seen.heldFrozen());
  }

  private static void writeOutcome(JsonGenerator json, KeyUseEntry.Outcome outcome)
      throws IOException {
    json.writeStringField("operation", outcome.operation().label());
    writeUse(json, outcome.requestId(), outcome.key().value(), outcome.keyVersion());
    writeCaller(json, outcome.identity(), outcome.proof(), outcome.peer());
    text(json, "result", outcome.result());
    text(json, "seen", outcome.seen());
    text(json, "hsm", outcome.hsm());
    text(json, "ciphertextSha256", outcome.ciphertextSha256());
    json.writeNumberField("elapsedMicros", outcome.elapsedMicros());
  }

  private static void writeUse(JsonGenerator json, String requestId, String key, int version)
      throws IOException {
    text(json, "requestId", requestId);
    text(json, "key", key);
    json.writeNumberField("keyVersion", version);
  }

  private static void writeCaller(JsonGenerator json, String identity, String proof, String peer)
      throws IOException {
    text(json, "identity", identity);
    text(json, "proof", proof);
    text(json, "peer", peer);
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    json.writeStringField(name, BoundedText.of(value));
  }

  private static void text(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      text(json, name, value.get());
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values.subList(0, Math.min(values.size(), MOST_ITEMS))) {
      json.writeString(BoundedText.of(value));
    }
    json.writeEndArray();
    if (values.size() > MOST_ITEMS) {
      json.writeNumberField(name + "LeftOut", values.size() - MOST_ITEMS);
    }
  }
}

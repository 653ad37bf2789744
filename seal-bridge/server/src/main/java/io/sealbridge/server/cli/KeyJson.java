package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.administration.KeyReport;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.registry.StrayKey;
import java.io.IOException;
import java.util.List;

/** Keys as a program reads them. Field names are stable. */
final class KeyJson {
  private KeyJson() {}

  static void states(JsonGenerator json, List<KeyState> states) throws IOException {
    json.writeArrayFieldStart("keys");
    for (KeyState state : states) {
      json.writeStartObject();
      state(json, state);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The fields of a state, into the object that is open. */
  static void state(JsonGenerator json, KeyState state) throws IOException {
    json.writeStringField("key", state.name().value());
    json.writeStringField("purpose", KeyText.lower(state.purpose()));
    json.writeNumberField("latestVersion", state.latest().number());
    json.writeNumberField("minDecryptionVersion", state.minDecryptionVersion());
    json.writeBooleanField("frozen", state.frozen());
    json.writeNumberField("serial", state.serial());
    json.writeNumberField("minEncryptionVersion", state.minEncryptionVersion());
    json.writeNumberField("minAvailableVersion", state.terms().minAvailableVersion());
    json.writeBooleanField("deletionAllowed", state.terms().deletionAllowed());
    json.writeBooleanField("syncable", state.terms().syncable());
    json.writeArrayFieldStart("versions");
    for (KeyVersion version : state.versions()) {
      version(json, version);
    }
    json.writeEndArray();
  }

  private static void version(JsonGenerator json, KeyVersion version) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", version.number());
    json.writeStringField("created", version.created().toString());
    json.writeStringField("layout", KeyText.lower(version.layout()));
    json.writeArrayFieldStart("recipients");
    for (Recipient recipient : version.recipients()) {
      json.writeStartObject();
      json.writeStringField("hsm", recipient.hsm());
      json.writeStringField("id", recipient.id().hex());
      json.writeStringField("type", recipient.type().transitName());
      json.writeStringField("usage", KeyText.usage(recipient.usage()));
      json.writeStringField("origin", KeyText.lower(recipient.origin()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("certificates", version.certificates().size());
    json.writeEndObject();
  }

  static void report(JsonGenerator json, KeyReport report) throws IOException {
    state(json, report.state());
    json.writeArrayFieldStart("hsms");
    for (KeyReport.OnHsm hsm : report.hsms()) {
      json.writeStartObject();
      onHsm(json, hsm);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void onHsm(JsonGenerator json, KeyReport.OnHsm hsm) throws IOException {
    json.writeStringField("hsm", hsm.hsm());
    if (hsm.fault().isPresent()) {
      HsmFault fault = hsm.fault().get();
      json.writeStringField("fault", fault.code());
      json.writeStringField("seen", fault.seen());
    }
    if (hsm.serial().isPresent()) {
      json.writeNumberField("serial", hsm.serial().getAsLong());
    }
    attested(json, hsm.keys());
    json.writeArrayFieldStart("missing");
    for (int version : hsm.missing()) {
      json.writeNumber(version);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("strays");
    for (StrayKey stray : hsm.strays()) {
      json.writeStartObject();
      attributes(json, stray.attributes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void attested(JsonGenerator json, List<AttestedKey> keys) throws IOException {
    json.writeArrayFieldStart("attested");
    for (AttestedKey key : keys) {
      json.writeStartObject();
      json.writeStringField("hsm", key.hsm());
      json.writeNumberField("version", key.keyVersion());
      json.writeBooleanField("accepted", key.accepted());
      json.writeArrayFieldStart("findings");
      for (String finding : key.findings()) {
        json.writeString(finding);
      }
      json.writeEndArray();
      attributes(json, key.attributes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void attributes(JsonGenerator json, KeyAttributes attributes) throws IOException {
    json.writeStringField("label", attributes.label());
    json.writeStringField("id", attributes.id().hex());
    json.writeStringField("type", attributes.type().map(KeyType::transitName).orElse("another"));
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
}

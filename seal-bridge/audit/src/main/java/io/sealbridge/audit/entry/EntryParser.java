package io.sealbridge.audit.entry;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads entries of schema 1. Fields that are not known are passed over. */
public final class EntryParser {
  private static final int SCHEMA = 1;
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private EntryParser() {}

  /**
   * The entry that the bytes are.
   *
   * @param entry without a newline
   */
  public static KeyUseEntry parse(byte[] entry) throws UnreadableEntryException {
    JsonNode json;
    try {
      json = JSON.readValue(entry);
    } catch (IOException e) {
      throw new UnreadableEntryException("it is no JSON");
    }
    if (!json.isObject()) {
      throw new UnreadableEntryException("it is no JSON object");
    }
    Fields fields = new Fields(json);
    if (fields.number("schema") != SCHEMA) {
      throw new UnreadableEntryException("its schema is not 1 but " + fields.number("schema"));
    }
    return parse(fields);
  }

  private static KeyUseEntry parse(Fields fields) throws UnreadableEntryException {
    String kind = fields.text("kind");
    return switch (kind) {
      case "boot" -> boot(fields);
      case "key-attested" -> attested(fields);
      case "key-changed" ->
          new KeyUseEntry.KeyChanged(
              fields.time("at"),
              fields.text("actor"),
              fields.text("change"),
              fields.key(),
              fields.integer("keyVersion"),
              fields.number("serial"));
      case "intent" -> intent(fields);
      case "outcome" -> outcome(fields);
      case "denied" ->
          new KeyUseEntry.Denied(
              fields.time("at"),
              fields.text("requestId"),
              fields.operation(),
              fields.text("key"),
              fields.text("identity"),
              fields.text("proof"),
              fields.text("peer"),
              fields.text("reason"));
      case "login" -> login(fields);
      case "refusals" ->
          new KeyUseEntry.Refusals(
              fields.time("at"),
              fields.text("reason"),
              fields.number("count"),
              fields.texts("samplePeers"));
      case "reload" -> reload(fields);
      case "state-seen" -> state(fields);
      case "anchored" ->
          new KeyUseEntry.Anchored(
              fields.time("at"),
              fields.text("anchor"),
              fields.number("size"),
              fields.text("root"),
              fields.optional("proof"));
      case "clock-step" -> new KeyUseEntry.ClockStep(fields.time("at"), fields.time("expected"));
      case "shutdown" -> new KeyUseEntry.Shutdown(fields.time("at"), fields.text("reason"));
      default -> throw new UnreadableEntryException("its kind is none that is known here");
    };
  }

  private static KeyUseEntry boot(Fields fields) throws UnreadableEntryException {
    List<KeyUseEntry.HsmIdentity> hsms = new ArrayList<>();
    for (Fields hsm : fields.objects("hsms")) {
      hsms.add(
          new KeyUseEntry.HsmIdentity(
              hsm.text("name"),
              hsm.text("library"),
              hsm.text("librarySha256"),
              hsm.text("token"),
              hsm.text("serial")));
    }
    Optional<Fields> begun = fields.object("newLog");
    return new KeyUseEntry.Boot(
        fields.time("at"),
        fields.text("version"),
        fields.text("configSha256"),
        hsms,
        fields.optional("previous"),
        fields.optional("clockSource"),
        begun.isEmpty() ? Optional.empty() : Optional.of(newLog(begun.get())));
  }

  private static KeyUseEntry.NewLog newLog(Fields fields) throws UnreadableEntryException {
    Optional<String> oldOrigin = fields.optional("oldOrigin");
    return new KeyUseEntry.NewLog(
        fields.text("reason"),
        fields.text("actor"),
        oldOrigin.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new KeyUseEntry.OldLog(
                    oldOrigin.get(), fields.number("oldSize"), fields.text("oldRoot"))));
  }

  private static KeyUseEntry attested(Fields fields) throws UnreadableEntryException {
    Map<KeyAttributes.Name, Attribute> attributes = new EnumMap<>(KeyAttributes.Name.class);
    JsonNode told = fields.json().path("attributes");
    for (KeyAttributes.Name name : KeyAttributes.Name.values()) {
      JsonNode value = told.path(name.name());
      if (value.isBoolean()) {
        attributes.put(name, value.booleanValue() ? Attribute.TRUE : Attribute.FALSE);
      }
    }
    CkaId id;
    try {
      id = new CkaId(fields.text("id"));
    } catch (IllegalArgumentException e) {
      throw new UnreadableEntryException("id is no CKA_ID");
    }
    return new KeyUseEntry.KeyAttested(
        fields.time("at"),
        fields.text("hsm"),
        fields.key(),
        fields.integer("keyVersion"),
        new KeyAttributes(
            fields.text("label"),
            id,
            fields.optional("type").flatMap(KeyType::ofTransitName),
            attributes),
        fields.texts("findings"),
        fields.bool("accepted"));
  }

  private static KeyUseEntry intent(Fields fields) throws UnreadableEntryException {
    return new KeyUseEntry.Intent(
        fields.time("at"),
        fields.text("requestId"),
        fields.operation(),
        fields.key(),
        fields.integer("keyVersion"),
        fields.text("identity"),
        fields.text("proof"),
        fields.text("peer"),
        fields.optional("ciphertextSha256"),
        fields.integer("bytes"));
  }

  private static KeyUseEntry outcome(Fields fields) throws UnreadableEntryException {
    return new KeyUseEntry.Outcome(
        fields.time("at"),
        fields.text("requestId"),
        fields.operation(),
        fields.key(),
        fields.integer("keyVersion"),
        fields.text("identity"),
        fields.text("proof"),
        fields.text("peer"),
        fields.text("result"),
        fields.optional("seen"),
        fields.optional("hsm"),
        fields.optional("ciphertextSha256"),
        fields.number("elapsedMicros"));
  }

  private static KeyUseEntry login(Fields fields) throws UnreadableEntryException {
    return new KeyUseEntry.Login(
        fields.time("at"),
        fields.text("requestId"),
        fields.text("identity"),
        fields.text("proof"),
        fields.text("mount"),
        fields.text("role"),
        fields.text("accessor"),
        fields.time("expires"),
        fields.text("peer"));
  }

  private static KeyUseEntry reload(Fields fields) throws UnreadableEntryException {
    return new KeyUseEntry.Reload(
        fields.time("at"),
        fields.text("what"),
        fields.text("sha256"),
        fields.json().has("identities")
            ? Optional.of(
                new KeyUseEntry.ShutOut(
                    fields.texts("identities"), fields.integer("tokens"), fields.number("epoch")))
            : Optional.empty());
  }

  private static KeyUseEntry state(Fields fields) throws UnreadableEntryException {
    return new KeyUseEntry.StateSeen(
        fields.time("at"),
        fields.key(),
        fields.number("serial"),
        fields.integer("keyVersion"),
        fields.integer("minDecryptionVersion"),
        fields.integer("minEncryptionVersion"),
        fields.bool("frozen"),
        fields.optional("thawedBy"),
        fields.optional("heldFrozen"));
  }
}

package io.sealbridge.server.cli;

import io.sealbridge.commandline.Table;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.administration.KeyReport;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.registry.StrayKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Keys as a person reads them. */
final class KeyText {
  private KeyText() {}

  static String states(List<KeyState> states) {
    Table table = new Table("KEY", "PURPOSE", "TYPE", "LATEST", "DECRYPTS FROM", "STATE", "HSMS");
    for (KeyState state : states) {
      List<Recipient> recipients = state.latest().recipients();
      table.row(
          state.name().value(),
          lower(state.purpose()),
          recipients.getFirst().type().transitName(),
          "v" + state.latest().number(),
          "v" + state.minDecryptionVersion(),
          condition(state),
          String.join(", ", recipients.stream().map(Recipient::hsm).toList()));
    }
    return table.isEmpty()
        ? "no HSM holds the state of a key; \"keys create\" makes one\n"
        : table.toString();
  }

  /** One line that says how the key stands after a change. */
  static String standing(KeyState state) {
    return "key %s: latest version %d, decrypts from version %d, %s, state serial %d%n"
        .formatted(
            state.name(),
            state.latest().number(),
            state.minDecryptionVersion(),
            condition(state),
            state.serial());
  }

  static String report(KeyReport report) {
    StringBuilder text = new StringBuilder(standing(report.state()));
    text.append('\n').append(versions(report.state()));
    for (KeyReport.OnHsm hsm : report.hsms()) {
      text.append('\n').append(onHsm(hsm));
    }
    List<AttestedKey> keys = report.hsms().stream().flatMap(hsm -> hsm.keys().stream()).toList();
    if (!keys.isEmpty()) {
      text.append('\n').append(attested(keys));
    }
    return text.toString();
  }

  private static String versions(KeyState state) {
    Table table = new Table("VERSION", "CREATED", "HSM", "TYPE", "USAGE", "ORIGIN", "CKA_ID");
    for (KeyVersion version : state.versions()) {
      for (Recipient recipient : version.recipients()) {
        table.row(
            "v" + version.number(),
            version.created().toString(),
            recipient.hsm(),
            recipient.type().transitName(),
            usage(recipient.usage()),
            lower(recipient.origin()),
            recipient.id().hex());
      }
    }
    return table.toString();
  }

  private static String onHsm(KeyReport.OnHsm hsm) {
    if (hsm.fault().isPresent()) {
      return hsm.hsm() + ": cannot be used: " + hsm.fault().get().seen() + "\n";
    }
    String serial =
        hsm.serial().isPresent() ? "state serial " + hsm.serial().getAsLong() : "no state";
    StringBuilder text = new StringBuilder(hsm.hsm()).append(": ").append(serial).append('\n');
    for (int version : hsm.missing()) {
      text.append("  version ").append(version).append(" is named by the state and not there\n");
    }
    for (StrayKey stray : hsm.strays()) {
      text.append(
          "  stray object %s (CKA_ID %s): no state names it, it is not used%n"
              .formatted(stray.attributes().label(), stray.attributes().id()));
    }
    return text.toString();
  }

  /** What the tokens say of keys, one column a key, and what the policy objects to. */
  static String attested(List<AttestedKey> keys) {
    Table table = new Table(row("ATTRIBUTE", keys.stream().map(KeyText::title)));
    table.row(row("TYPE", keys.stream().map(key -> type(key.attributes()))));
    for (KeyAttributes.Name name : KeyAttributes.Name.values()) {
      table.row(row(name.name(), keys.stream().map(key -> value(key.attributes().get(name)))));
    }
    table.row(row("ACCEPTED", keys.stream().map(key -> key.accepted() ? "yes" : "NO")));
    StringBuilder text = new StringBuilder(table.toString());
    for (AttestedKey key : keys) {
      for (String finding : key.findings()) {
        text.append(title(key)).append(": ").append(finding).append('\n');
      }
    }
    return text.toString();
  }

  private static String[] row(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).toArray(String[]::new);
  }

  private static String title(AttestedKey key) {
    return key.hsm() + "/" + KeyVersion.label(key.key(), key.keyVersion());
  }

  private static String type(KeyAttributes attributes) {
    return attributes.type().map(KeyType::transitName).orElse("another");
  }

  private static String value(Attribute attribute) {
    return switch (attribute) {
      case TRUE -> "true";
      case FALSE -> "false";
      case NOT_SAID -> "not said";
    };
  }

  static String usage(Usage usage) {
    return switch (usage) {
      case Wrapping.AesGcm _ -> "aes-gcm";
      case Wrapping.RsaOaep rsa ->
          "rsa-oaep " + rsa.hash().jcaName() + (rsa.signs() ? ", signs" : "");
      case Usage.Signing _ -> "signs";
      case Usage.Mac _ -> "hmac";
      case Usage.Unwrapping unwrapping -> "unwraps, rsa-oaep " + unwrapping.hash().jcaName();
    };
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String condition(KeyState state) {
    return state.frozen() ? "FROZEN" : "in use";
  }
}

package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.service.KeyDescription;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Keys as the Transit API shows them. */
final class KeyAnswers {

  private KeyAnswers() {}

  static byte[] names(String requestId, List<KeyName> names) {
    return VaultJson.data(
        requestId,
        json -> {
          json.writeArrayFieldStart("keys");
          for (KeyName name : names) {
            json.writeString(name.value());
          }
          json.writeEndArray();
        });
  }

  static byte[] description(String requestId, KeyDescription description, int ignoredFields) {
    return VaultJson.data(
        requestId, VaultJson.ignored(ignoredFields), json -> write(json, description));
  }

  private static void write(JsonGenerator json, KeyDescription description) throws IOException {
    KeyState state = description.state();
    KeyType type = description.type();
    Usage usage = state.latest().recipients().getFirst().usage();
    KeyTerms terms = state.terms();
    json.writeStringField("name", state.name().value());
    json.writeStringField("type", type.transitName());
    json.writeNumberField("latest_version", state.latest().number());
    json.writeObjectFieldStart("keys");
    for (KeyVersion version : state.versions()) {
      if (version.number() >= state.minDecryptionVersion()) {
        version(json, version);
      }
    }
    json.writeEndObject();
    json.writeNumberField("min_available_version", terms.minAvailableVersion());
    json.writeNumberField("min_decryption_version", state.minDecryptionVersion());
    json.writeNumberField("min_encryption_version", state.minEncryptionVersion());
    json.writeBooleanField("deletion_allowed", terms.deletionAllowed());
    json.writeBooleanField("derived", false);
    json.writeBooleanField("exportable", false);
    json.writeBooleanField("allow_plaintext_backup", false);
    json.writeBooleanField("supports_encryption", usage instanceof Wrapping);
    json.writeBooleanField("supports_decryption", usage instanceof Wrapping);
    json.writeBooleanField("supports_signing", signs(usage));
    json.writeBooleanField("supports_derivation", false);
    json.writeNumberField("auto_rotate_period", 0);
    boolean imported =
        state.versions().stream()
            .flatMap(version -> version.recipients().stream())
            .anyMatch(recipient -> recipient.origin() == Origin.IMPORTED);
    json.writeBooleanField("imported_key", imported);
    if (imported) {
      json.writeBooleanField("imported_key_allow_rotation", terms.importedMayRotate());
    }
    if (type == KeyType.HMAC) {
      json.writeNumberField("key_size", type.bits() / Byte.SIZE);
    }
  }

  private static boolean signs(Usage usage) {
    return switch (usage) {
      case Usage.Signing _ -> true;
      case Wrapping.RsaOaep rsa -> rsa.signs();
      case Wrapping.AesGcm _, Usage.Mac _, Usage.Unwrapping _ -> false;
    };
  }

  /** Symmetric versions show when they were made, asymmetric ones their public key too. */
  private static void version(JsonGenerator json, KeyVersion version) throws IOException {
    String number = Integer.toString(version.number());
    Optional<PublicKeyInfo> publicKey = PublicKeyText.of(version);
    if (publicKey.isEmpty()) {
      json.writeNumberField(number, version.created().getEpochSecond());
      return;
    }
    KeyType type = version.recipients().getFirst().type();
    json.writeObjectFieldStart(number);
    json.writeStringField("name", curveOrType(type));
    json.writeStringField("creation_time", version.created().toString());
    json.writeStringField("public_key", PublicKeyText.shown(type, publicKey.get()));
    json.writeStringField("certificate_chain", PemText.certificates(version.certificates()));
    json.writeEndObject();
  }

  private static String curveOrType(KeyType type) {
    return switch (type) {
      case ECDSA_P256 -> "P-256";
      case ECDSA_P384 -> "P-384";
      case ECDSA_P521 -> "P-521";
      case AES_256, RSA_2048, RSA_3072, RSA_4096, ED25519, HMAC -> type.transitName();
    };
  }
}

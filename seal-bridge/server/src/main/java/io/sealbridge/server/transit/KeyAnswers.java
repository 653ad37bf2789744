package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.service.KeyDescription;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Keys as the Transit API shows them. */
final class KeyAnswers {

  private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

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

  static byte[] description(String requestId, KeyDescription description) {
    return VaultJson.data(requestId, json -> write(json, description));
  }

  private static void write(JsonGenerator json, KeyDescription description) throws IOException {
    KeyState state = description.state();
    KeyType type = description.type();
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
    json.writeNumberField("min_available_version", 0);
    json.writeNumberField("min_decryption_version", state.minDecryptionVersion());
    json.writeNumberField("min_encryption_version", state.minEncryptionVersion());
    json.writeBooleanField("deletion_allowed", false);
    json.writeBooleanField("derived", false);
    json.writeBooleanField("exportable", false);
    json.writeBooleanField("allow_plaintext_backup", false);
    json.writeBooleanField("supports_encryption", type != KeyType.ECDSA_P256);
    json.writeBooleanField("supports_decryption", type != KeyType.ECDSA_P256);
    json.writeBooleanField("supports_signing", type == KeyType.ECDSA_P256);
    json.writeBooleanField("supports_derivation", false);
    json.writeNumberField("auto_rotate_period", 0);
    json.writeBooleanField("imported_key", false);
  }

  /** Symmetric versions show when they were made, asymmetric ones their public key too. */
  private static void version(JsonGenerator json, KeyVersion version) throws IOException {
    String number = Integer.toString(version.number());
    switch (version.recipients().getFirst().usage()) {
      case Wrapping.AesGcm _, Usage.Mac _, Usage.Unwrapping _ ->
          json.writeNumberField(number, version.created().getEpochSecond());
      case Wrapping.RsaOaep rsa -> pair(json, version, rsa.publicKey());
      case Usage.Signing(PublicKeyInfo publicKey) -> pair(json, version, publicKey);
    }
  }

  private static void pair(JsonGenerator json, KeyVersion version, PublicKeyInfo publicKey)
      throws IOException {
    json.writeObjectFieldStart(Integer.toString(version.number()));
    json.writeStringField("name", version.recipients().getFirst().type().transitName());
    json.writeStringField("creation_time", version.created().toString());
    json.writeStringField("public_key", pem(publicKey));
    json.writeStringField("certificate_chain", "");
    json.writeEndObject();
  }

  private static String pem(PublicKeyInfo publicKey) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + PEM_LINES.encodeToString(publicKey.der())
        + "\n-----END PUBLIC KEY-----\n";
  }
}

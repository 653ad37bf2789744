package io.sealbridge.hsm.state;

import static io.sealbridge.hsm.state.KeyStateFormat.typeWord;
import static io.sealbridge.hsm.state.KeyStateFormat.word;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.util.Base64;

/** Writes states in the oldest schema that can hold them. */
final class KeyStateWriter {
  private final int schema;

  private KeyStateWriter(int schema) {
    this.schema = schema;
  }

  static ObjectNode write(KeyState state, ObjectNode into) {
    return new KeyStateWriter(schemaOf(state)).state(state, into);
  }

  private static int schemaOf(KeyState state) {
    if (state.thaw().isPresent()) {
      return 3;
    }
    boolean fitsTheFirst =
        state.terms().equals(KeyTerms.NONE)
            && state.versions().stream().allMatch(KeyStateWriter::fitsTheFirst);
    return fitsTheFirst ? 1 : 2;
  }

  private static boolean fitsTheFirst(KeyVersion version) {
    return version.certificates().isEmpty()
        && version.layout() != Layout.NONE
        && version.recipients().stream().allMatch(KeyStateWriter::fitsTheFirst);
  }

  private static boolean fitsTheFirst(Recipient recipient) {
    boolean type =
        switch (recipient.type()) {
          case AES_256, RSA_2048, RSA_3072, RSA_4096, ECDSA_P256 -> true;
          case ECDSA_P384, ECDSA_P521, ED25519, HMAC -> false;
        };
    boolean usage =
        switch (recipient.usage()) {
          case Wrapping.AesGcm _ -> true;
          case Wrapping.RsaOaep rsa -> !rsa.signs();
          case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ -> false;
        };
    return type && usage && recipient.origin() == Origin.GENERATED;
  }

  private ObjectNode state(KeyState state, ObjectNode node) {
    node.put("schema", schema);
    node.put("name", state.name().value());
    node.put("purpose", word(state.purpose()));
    node.put("serial", state.serial());
    node.put("frozen", state.frozen());
    node.put("minDecryptionVersion", state.minDecryptionVersion());
    node.put("minEncryptionVersion", state.minEncryptionVersion());
    if (schema > 1) {
      terms(state.terms(), node.putObject("terms"));
    }
    state.thaw().ifPresent(thaw -> thaw(thaw, node.putObject("thaw")));
    ArrayNode versions = node.putArray("versions");
    state.versions().forEach(version -> version(version, versions.addObject()));
    return node;
  }

  private static void terms(KeyTerms terms, ObjectNode node) {
    node.put("deletionAllowed", terms.deletionAllowed());
    node.put("minAvailableVersion", terms.minAvailableVersion());
    node.put("syncable", terms.syncable());
    node.put("importedMayRotate", terms.importedMayRotate());
  }

  private static void thaw(Thaw thaw, ObjectNode node) {
    node.put("serial", thaw.serial());
    node.put("signature", Base64.getEncoder().encodeToString(thaw.signature().lend()));
  }

  private void version(KeyVersion version, ObjectNode node) {
    node.put("number", version.number());
    node.put("created", version.created().toString());
    node.put("layout", word(version.layout()));
    if (schema > 1) {
      version.certificates().forEach(node.putArray("certificates")::add);
    }
    ArrayNode recipients = node.putArray("recipients");
    version.recipients().forEach(recipient -> recipient(recipient, recipients.addObject()));
  }

  private void recipient(Recipient recipient, ObjectNode node) {
    node.put("hsm", recipient.hsm());
    node.put("id", recipient.id().hex());
    node.put("type", typeWord(recipient.type()));
    if (schema > 1) {
      node.put("origin", word(recipient.origin()));
    }
    usage(recipient.usage(), node.putObject(schema > 1 ? "usage" : "wrapping"));
  }

  private void usage(Usage usage, ObjectNode node) {
    switch (usage) {
      case Wrapping.AesGcm() -> node.put("mechanism", "aes-gcm");
      case Wrapping.RsaOaep(OaepHash hash, PublicKeyInfo publicKey, boolean signs) -> {
        oaep("rsa-oaep", hash, publicKey, node);
        if (schema > 1) {
          node.put("signs", signs);
        }
      }
      case Usage.Signing(PublicKeyInfo publicKey) -> {
        node.put("mechanism", "signature");
        node.put("publicKey", publicKey.base64());
      }
      case Usage.Mac() -> node.put("mechanism", "hmac");
      case Usage.Unwrapping(OaepHash hash, PublicKeyInfo publicKey) ->
          oaep("unwrap-rsa-oaep", hash, publicKey, node);
    }
  }

  private static void oaep(
      String mechanism, OaepHash hash, PublicKeyInfo publicKey, ObjectNode node) {
    node.put("mechanism", mechanism);
    node.put("hash", word(hash));
    node.put("publicKey", publicKey.base64());
  }
}

package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One AES key in the HSM and in a server of others: what one seals, the other opens. */
class ByokIT {
  private static final String OWNER =
      """
        - identity: owner
          grants:
            - keys: ["app-*"]
              operations: [encrypt, decrypt, read, create, import, sync]
      """;
  private static final String TEXT = "the quick brown fox";
  private static final String EXPORT = "?hash=" + SoftwareKey.HASH;

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void aKeyThatWasBroughtSealsForTheOtherSideAndOpensItsTexts(Product product) {
    // given
    Bridge bridge = bridge();
    TransitMount other = other(bridge, product);
    TransitMount owner = scene.closing(TransitMount.of(bridge, "owner"));
    SoftwareKey key = SoftwareKey.generate();

    // when
    bring(owner, key.wrappedFor(owner.wrappingKey()));
    bring(other, key.wrappedFor(other.wrappingKey()));

    // then
    assertThat(TransitMount.data(owner.get("keys/app-one")).path("imported_key").asBoolean())
        .isTrue();
    assertUnderstandEachOther(owner, other);
  }

  @ParameterizedTest
  @EnumSource
  void aSyncableKeyTravelsWrappedAndIsTheSameOnTheOtherSide(Product product) {
    // given
    Bridge bridge = bridge();
    TransitMount other = other(bridge, product);
    configureReceiver(bridge, other.wrappingKey(), fingerprint(other.wrappingKey()));
    bridge.restart();
    TransitMount owner = scene.closing(TransitMount.of(bridge, "owner"));
    owner.post("keys/app-one", Map.of("syncable", true)).expect(200);

    // when
    JsonHttp.Answer wrapped = owner.get("byok-export/standby/app-one" + EXPORT);
    bring(other, TransitMount.data(wrapped).path("keys").path("1").asText());

    // then
    assertUnderstandEachOther(owner, other);
  }

  @Test
  void nothingElseTravels() {
    // given
    Bridge bridge = bridge();
    String receiver;
    try (TransitMount owner = TransitMount.of(bridge, "owner")) {
      receiver = owner.wrappingKey();
    }
    configureReceiver(bridge, receiver, fingerprint(receiver));
    bridge.restart();
    TransitMount owner = scene.closing(TransitMount.of(bridge, "owner"));

    // when
    owner.post("keys/app-travels", Map.of("syncable", true)).expect(200);
    owner.post("keys/app-stays", Map.of()).expect(200);

    // then
    owner.get("byok-export/standby/app-travels" + EXPORT).expect(200);
    assertThat(owner.get("byok-export/nobody/app-travels" + EXPORT).expect(400).text())
        .contains("its name must be in exportTo");
    assertThat(owner.get("byok-export/standby/app-stays" + EXPORT).expect(400).text())
        .contains("app-stays is not syncable");
    owner.get("byok-export/standby/" + Bridge.KEY + EXPORT).expect(403);
  }

  @Test
  void aReceiverWhoseKeyWasSwappedKeepsTheBridgeFromStarting() {
    // given
    Bridge bridge = bridge();
    String receiver;
    try (TransitMount owner = TransitMount.of(bridge, "owner")) {
      receiver = owner.wrappingKey();
    }
    bridge.stop();

    // when
    configureReceiver(bridge, receiver, "0".repeat(64));
    ManagedProcess process = bridge.launch();

    // then
    assertThat(process.awaitExit(Duration.ofMinutes(1))).isNotZero();
    assertThat(process.output()).contains("standby", fingerprint(receiver));
  }

  private static void bring(TransitMount mount, String wrapped) {
    mount
        .post(
            "keys/app-one/import", Map.of("ciphertext", wrapped, "hash_function", SoftwareKey.HASH))
        .expect(204);
  }

  private static void assertUnderstandEachOther(TransitMount owner, TransitMount other) {
    assertThat(owner.decrypt("app-one", other.encrypt("app-one", TEXT))).isEqualTo(TEXT);
    assertThat(other.decrypt("app-one", owner.encrypt("app-one", TEXT))).isEqualTo(TEXT);
  }

  private Bridge bridge() {
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), scene.softHsm());
    bridge.configure(
        bridge.config().patient().with("access", bridge.config().section("access") + OWNER));
    bridge.createKey();
    bridge.command("keys", "create", "bridge-wrapping").orFail();
    bridge.start();
    return bridge;
  }

  private TransitMount other(Bridge bridge, Product product) {
    String token = bridge.createToken("vault-token");
    return scene.closing(TransitMount.on(scene.server(product, bridge.stanza().withToken(token))));
  }

  private void configureReceiver(Bridge bridge, String pem, String sha256) {
    String file =
        PrivateFiles.write(scene.folder().resolve("standby.pem"), pem).toAbsolutePath().toString();
    bridge.configure(
        bridge
            .config()
            .with(
                "exportTo",
                "exportTo: [ { name: standby, publicKey: %s, sha256: \"%s\" } ]\n"
                    .formatted(file, sha256)));
  }

  /** SHA-256 of the public key as exportTo wants it. */
  private static String fingerprint(String pem) {
    try {
      byte[] encoded = SoftwareKey.publicKey(pem).getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

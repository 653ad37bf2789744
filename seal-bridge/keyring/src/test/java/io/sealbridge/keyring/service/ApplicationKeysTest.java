package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static io.sealbridge.keyring.fake.FakeBridge.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationKeysTest {
  private static final KeyName APP = new KeyName("app");
  private static final KeyName ROOT = new KeyName("root");
  private final FakeBridge bridge = FakeBridge.over("first", "second");

  @ParameterizedTest
  @EnumSource(
      value = KeyType.class,
      names = {"AES_256", "RSA_2048", "ECDSA_P256", "ED25519", "HMAC"})
  void makesAKeyOnceAndGivesItAgain(KeyType type) {
    KeyDescription made = create(type);
    KeyDescription again = create(type);

    assertThat(again.state()).isEqualTo(made.state());
    assertThat(made.type()).isEqualTo(type);
    assertThat(made.state().latest().recipients()).hasSize(type == KeyType.AES_256 ? 2 : 1);
    assertThat(Done.error(keys().create(anyone(), APP, other(type), false)).text())
        .isEqualTo("key app exists as " + type.transitName());
  }

  @Test
  void anHsmThatLacksAHashMakesAnRsaKeyWithAnother() {
    bridge.hsm(0).failNext("unwrap", new HsmFault.Refused("CKR_MECHANISM_PARAM_INVALID"));

    KeyDescription made = create(KeyType.RSA_2048);

    assertThat(made.state().latest().recipients().getFirst().wrapping().toString())
        .contains("SHA1");
    assertThat(bridge.hsm(0).labels()).containsExactly("app-v1");
  }

  @Test
  void onlyTheWriterMakesKeys() {
    bridge.with(new KeyringOptions("bridge-2", "bridge-1", true));

    assertThat(Done.error(keys().create(anyone(), APP, KeyType.AES_256, false)))
        .isEqualTo(new KeyringError.NotWriter("bridge-2", "bridge-1"));
    assertThat(bridge.hsm(0).labels()).isEmpty();
  }

  @Test
  void withoutAnIntentNothingIsMade() {
    bridge.log().failFor(KeyUseEntry.Intent.class);

    assertThat(Done.error(keys().create(anyone(), APP, KeyType.AES_256, false)))
        .isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(bridge.hsm(0).labels()).isEmpty();
  }

  @Test
  void whoHasNoGrantMakesNothing() {
    assertThat(
            Done.error(
                keys()
                    .create(
                        caller(Grant.ofEveryKey(Set.of(Operation.READ))),
                        APP,
                        KeyType.AES_256,
                        false)))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(
            Done.error(keys().create(anyone(), new KeyName("bridge-mine"), KeyType.AES_256, false)))
        .isInstanceOf(KeyringError.Denied.class);
  }

  @Test
  void sealKeysAreChangedAtTheCommandLineOnly() {
    bridge.create("root", FakeBridge.aes("first"));
    ApplicationKeys keys = keys();

    assertThat(
            List.of(
                Done.error(keys.create(anyone(), ROOT, KeyType.AES_256, false)),
                Done.error(keys.configure(anyone(), ROOT, deletable())),
                Done.error(keys.trim(anyone(), ROOT, 1)),
                Done.error(keys.delete(anyone(), ROOT)),
                Done.error(keys.setCertificates(anyone(), ROOT, 1, List.of()))))
        .allMatch(KeyringError.CommandLineOnly.class::isInstance);
    assertThat(bridge.log().entries(KeyUseEntry.Denied.class)).hasSize(5);
  }

  @Test
  void configuresByVaultsRules() {
    rotated(3);

    assertThat(refusal(settings(5, 0)))
        .isEqualTo("cannot set min decryption version of 5, latest key version is 3");
    assertThat(refusal(settings(3, 2))).contains("must be greater than or equal to");
    assertThat(refusal(settings(0, -1))).isEqualTo("min encryption version cannot be negative");

    KeyState set = Done.value(keys().configure(anyone(), APP, settings(2, 3))).state();
    assertThat(set.minDecryptionVersion()).isEqualTo(2);
    assertThat(set.minEncryptionVersion()).isEqualTo(3);
    assertThat(set.terms().deletionAllowed()).isFalse();
    assertThat(lastChange()).isEqualTo("configure");
  }

  @Test
  void trimsWhatNobodyMayUseAnyMore() {
    rotated(3);
    assertThat(Done.error(keys().trim(anyone(), APP, 2)).text())
        .isEqualTo(
            "minimum available version cannot be set when minimum encryption version is not set");
    Done.value(keys().configure(anyone(), APP, settings(2, 3)));
    assertThat(Done.error(keys().trim(anyone(), APP, 3)).text()).contains("minimum decryption");

    KeyState trimmed = Done.value(keys().trim(anyone(), APP, 2)).state();

    assertThat(trimmed.versions()).extracting(version -> version.number()).containsExactly(2, 3);
    assertThat(bridge.hsm(0).labels()).containsExactly("app-v2", "app-v3");
    assertThat(bridge.hsm(1).labels()).containsExactly("app-v2", "app-v3");
    assertThat(Done.error(keys().trim(anyone(), APP, 1)).text()).contains("decremented");
    assertThat(refusal(settings(1, 3))).contains("min available version");
  }

  @Test
  void theStateForgetsAVersionBeforeItsKeyIsDestroyed() {
    rotated(2);
    Done.value(keys().configure(anyone(), APP, settings(2, 2)));
    bridge.hsm(0).failNext("destroy", new HsmFault.Gone("C_DestroyObject"));

    assertThat(Done.error(keys().trim(anyone(), APP, 2)).text())
        .contains("app-v1")
        .contains("first");

    assertThat(bridge.hsm(0).statesNow().getFirst().versions()).hasSize(1);
    assertThat(bridge.hsm(0).labels()).containsExactly("app-v1", "app-v2");
    assertThat(bridge.hsm(1).labels()).containsExactly("app-v2");
  }

  @Test
  void deletesOnlyWhatMayBeDeleted() {
    create(KeyType.AES_256);
    assertThat(Done.error(keys().delete(anyone(), APP)).text())
        .isEqualTo("deletion is not allowed for this key");
    Done.value(keys().configure(anyone(), APP, deletable()));
    KeyState old = bridge.hsm(0).statesNow().getFirst();

    Done.value(keys().delete(anyone(), APP));

    assertThat(bridge.hsm(0).labels()).isEmpty();
    assertThat(bridge.hsm(1).labels()).isEmpty();
    assertThat(Done.error(bridge.sealing("app", "text")))
        .isEqualTo(new KeyringError.UnknownKey("app"));
    bridge.hsm(0).putState(old);
    bridge.refresh();
    assertThat(Done.error(bridge.sealing("app", "text")))
        .isInstanceOf(KeyringError.StateWentBack.class);
  }

  @Test
  void aDeletedKeyIsGoneOnlyWhenEveryHsmSaysSo() {
    create(KeyType.AES_256);
    bridge.hsm(0).forgetStates();
    bridge.hsm(1).goAway();
    bridge.refresh();
    assertThat(bridge.registry().state(APP)).isPresent();

    bridge.hsm(1).comeBack();
    bridge.hsm(1).forgetStates();
    bridge.refresh();

    assertThat(bridge.registry().state(APP)).isEmpty();
  }

  @Test
  void aSealKeyThatVanishesIsNeverTakenForDeleted() {
    bridge.create("root", FakeBridge.aes("first"));
    bridge.hsm(0).forgetStates();
    bridge.hsm(1).forgetStates();
    bridge.refresh();

    assertThat(bridge.registry().state(ROOT)).isPresent();
  }

  @Test
  void aKeyThatIsDeletedHalfwayIsDeletedByDoingItAgain() {
    create(KeyType.AES_256);
    Done.value(keys().configure(anyone(), APP, deletable()));
    bridge.hsm(1).failNext("removeState", new HsmFault.Gone("C_DestroyObject"));

    assertThat(Done.error(keys().delete(anyone(), APP)).text()).contains("HSM second");
    assertThat(bridge.hsm(0).statesNow()).isEmpty();
    assertThat(bridge.hsm(0).labels()).containsExactly("app-v1");

    Done.value(bridge.administration().delete("test", APP));
    assertThat(bridge.hsm(1).statesNow()).isEmpty();
    assertThat(bridge.hsm(0).labels()).isEmpty();
    assertThat(bridge.hsm(1).labels()).isEmpty();
  }

  @Test
  void wrapsSyncableKeysForConfiguredReceiversOnly() throws NoSuchAlgorithmException {
    PublicKeyInfo receiver = receiver();
    String sha256 = HexFormat.of().formatHex(HashFunction.SHA256.digest(receiver.der()));
    KeyState made = Done.value(keys().create(anyone(), APP, KeyType.AES_256, true)).state();
    assertThat(made.latest().layout()).isEqualTo(Layout.VAULT);
    assertThat(made.latest().recipients()).hasSize(1);

    assertThat(
            Done.error(
                keys().wrapFor(anyone(), APP, OptionalInt.empty(), receiver, OaepHash.SHA256)))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(bridge.hsm(0).calls()).doesNotContain("exportKey");

    Map<Integer, Octets> wrapped =
        Done.value(
            keys(sha256).wrapFor(anyone(), APP, OptionalInt.empty(), receiver, OaepHash.SHA256));

    assertThat(wrapped).containsOnlyKeys(1);
    KeyUseEntry.Outcome outcome = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(outcome.operation()).isEqualTo(Operation.SYNC);
    assertThat(outcome.ciphertextSha256())
        .contains(
            HexFormat.of()
                .formatHex(HashFunction.SHA256.digest(wrapped.values().iterator().next().bytes())));
    create(new KeyName("kept"));
    assertThat(
            Done.error(
                    keys(sha256)
                        .wrapFor(
                            anyone(),
                            new KeyName("kept"),
                            OptionalInt.empty(),
                            receiver,
                            OaepHash.SHA256))
                .text())
        .contains("is not syncable");
  }

  private void create(KeyName name) {
    Done.value(keys().create(anyone(), name, KeyType.AES_256, false));
  }

  private KeyDescription create(KeyType type) {
    return Done.value(keys().create(anyone(), APP, type, false));
  }

  private void rotated(int versions) {
    create(KeyType.AES_256);
    for (int i = 1; i < versions; i++) {
      Done.value(bridge.service().rotate(anyone(), APP));
    }
  }

  private String refusal(ApplicationKeys.Settings settings) {
    return Done.error(keys().configure(anyone(), APP, settings)).text();
  }

  private String lastChange() {
    return bridge.log().entries(KeyUseEntry.KeyChanged.class).getLast().change();
  }

  private ApplicationKeys keys(String... receivers) {
    return bridge.applicationKeys(receivers);
  }

  private static PublicKeyInfo receiver() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return PublicKeyInfo.of(generator.generateKeyPair().getPublic().getEncoded());
  }

  private static KeyType other(KeyType type) {
    return type == KeyType.AES_256 ? KeyType.RSA_2048 : KeyType.AES_256;
  }

  private static ApplicationKeys.Settings settings(int decryption, int encryption) {
    return new ApplicationKeys.Settings(
        OptionalInt.of(decryption), OptionalInt.of(encryption), Optional.empty());
  }

  private static ApplicationKeys.Settings deletable() {
    return new ApplicationKeys.Settings(
        OptionalInt.empty(), OptionalInt.empty(), Optional.of(true));
  }
}

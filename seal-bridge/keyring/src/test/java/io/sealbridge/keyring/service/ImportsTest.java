package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static io.sealbridge.keyring.fake.FakeBridge.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import io.sealbridge.keyring.fake.FakeTransfer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ImportsTest {
  private static final KeyName APP = new KeyName("app");
  private final FakeBridge bridge = FakeBridge.over("first", "second");

  @Test
  void saysHowTheWrappingKeyIsMadeWhenItIsNotThere() {
    assertThat(Done.error(bridge.applicationKeys().wrappingKey(anyone())))
        .isEqualTo(new KeyringError.InternalKeyMissing(InternalKey.WRAPPING));
    assertThat(Done.error(bridge.applicationKeys().wrappingKey(caller())))
        .isInstanceOf(KeyringError.Denied.class);
  }

  @Test
  void takesAnAesKeyIn() throws GeneralSecurityException {
    makeWrappingKey();

    KeyState taken = Done.value(take(aes(), false)).state();

    assertThat(taken.latest().layout()).isEqualTo(Layout.VAULT);
    assertThat(taken.latest().recipients().getFirst().origin()).isEqualTo(Origin.IMPORTED);
    assertThat(taken.latest().recipients().getFirst().hsm()).isEqualTo("first");
    assertThat(bridge.hsm(0).labels()).contains("app-v1");
  }

  @Test
  void takesASigningKeyIn() throws GeneralSecurityException {
    makeWrappingKey();
    byte[] pkcs8 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();

    KeyDescription taken =
        Done.value(
            bridge
                .applicationKeys()
                .importKey(anyone(), APP, brought(KeyType.ED25519, wrapped(pkcs8), false)));

    assertThat(taken.type()).isEqualTo(KeyType.ED25519);
    assertThat(taken.state().latest().layout()).isEqualTo(Layout.NONE);
  }

  @Test
  void onlyOwnersWhoSaidSoGetVersionsThatAreMadeHere() throws GeneralSecurityException {
    makeWrappingKey();
    Done.value(take(aes(), false));
    assertThat(Done.error(bridge.service().rotate(anyone(), APP)).text())
        .contains("without allow_rotation");

    KeyState second =
        Done.value(
                bridge
                    .applicationKeys()
                    .importVersion(anyone(), APP, brought(KeyType.RSA_2048, wrapped(aes()), false)))
            .state();

    assertThat(second.latest().number()).isEqualTo(2);
    assertThat(second.latest().recipients().getFirst().type()).isEqualTo(KeyType.AES_256);
  }

  @Test
  void aVersionMadeHereIsNotImportedAndHasAnEnvelope() throws GeneralSecurityException {
    makeWrappingKey();
    Done.value(take(aes(), true));

    KeyState rotated = Done.value(bridge.service().rotate(anyone(), APP)).state();

    assertThat(rotated.latest().layout()).isEqualTo(Layout.ENVELOPE);
    assertThat(rotated.latest().recipients().getFirst().origin()).isEqualTo(Origin.GENERATED);
    assertThat(rotated.terms().importedMayRotate()).isTrue();
    assertThat(bridge.open("app", bridge.seal("app", "text"))).isEqualTo("text");
  }

  @Test
  void aKeyMadeHereTakesNoVersionsIn() throws GeneralSecurityException {
    makeWrappingKey();
    Done.value(bridge.applicationKeys().create(anyone(), APP, KeyType.AES_256, false));

    assertThat(
            Done.error(
                    bridge
                        .applicationKeys()
                        .importVersion(
                            anyone(), APP, brought(KeyType.AES_256, wrapped(aes()), false)))
                .text())
        .contains("was made here");
  }

  @Test
  void rubbishAndAnotherHashAreTheCallersFault() throws GeneralSecurityException {
    makeWrappingKey();

    KeyringError rubbish =
        Done.error(
            bridge
                .applicationKeys()
                .importKey(
                    anyone(), APP, brought(KeyType.AES_256, Octets.copyOf(new byte[600]), false)));
    KeyringError hash =
        Done.error(
            bridge
                .applicationKeys()
                .importKey(
                    anyone(),
                    APP,
                    new ApplicationKeys.Import(
                        KeyType.AES_256, wrapped(aes()), OaepHash.SHA1, false, Optional.empty())));

    assertThat(rubbish).isInstanceOf(KeyringError.InvalidInput.class);
    assertThat(hash.text()).contains("RSA-OAEP with SHA-256, not SHA-1");
    assertThat(bridge.hsm(0).labels()).containsExactly("bridge-wrapping-v1");
  }

  @Test
  void aWrappingKeyThatMightLeaveTakesNothingIn() throws GeneralSecurityException {
    makeWrappingKey();
    Octets wrapped = wrapped(aes());
    bridge.hsm(0).override("bridge-wrapping-v1", KeyAttributes.Name.EXTRACTABLE, Attribute.TRUE);
    bridge.restart();

    assertThat(Done.error(bridge.applicationKeys().wrappingKey(anyone())))
        .isInstanceOf(KeyringError.KeyRefused.class);
    assertThat(
            Done.error(
                bridge
                    .applicationKeys()
                    .importKey(anyone(), APP, brought(KeyType.AES_256, wrapped, false))))
        .isInstanceOf(KeyringError.KeyRefused.class);
  }

  private CompletionStage<KeyDescription> take(byte[] key, boolean mayRotate)
      throws GeneralSecurityException {
    return bridge
        .applicationKeys()
        .importKey(anyone(), APP, brought(KeyType.AES_256, wrapped(key), mayRotate));
  }

  private static ApplicationKeys.Import brought(KeyType type, Octets wrapped, boolean mayRotate) {
    return new ApplicationKeys.Import(type, wrapped, OaepHash.SHA256, mayRotate, Optional.empty());
  }

  private Octets wrapped(byte[] key) throws GeneralSecurityException {
    PublicKeyInfo receiver = Done.value(bridge.applicationKeys().wrappingKey(anyone()));
    return Octets.copyOf(FakeTransfer.wrap(key, receiver, OaepHash.SHA256, new SecureRandom()));
  }

  private static byte[] aes() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private void makeWrappingKey() {
    bridge.create(
        KeyPurpose.INTERNAL,
        "bridge-wrapping",
        new Placement("first", KeyType.RSA_2048, new UsageChoice.Unwrapping(OaepHash.SHA256)));
  }
}

package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static io.sealbridge.keyring.fake.FakeBridge.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final KeyName ROOT = new KeyName("root");
  private final FakeBridge bridge = FakeBridge.withRootKey();

  @Test
  void opensWhatItSealed() {
    String ciphertext = bridge.seal("root", "the root key");

    assertThat(ciphertext).startsWith("vault:v1:");
    assertThat(bridge.open("root", ciphertext)).isEqualTo("the root key");
  }

  @Test
  void sealsWithTheLatestVersionAndOpensEveryVersion() {
    String first = bridge.seal("root", "one");
    Done.value(bridge.service().rotate(anyone(), ROOT));

    String second = bridge.seal("root", "two");

    assertThat(second).startsWith("vault:v2:");
    assertThat(bridge.open("root", first)).isEqualTo("one");
    assertThat(bridge.open("root", second)).isEqualTo("two");
  }

  @Test
  void opensOnlyWithTheSameAssociatedData() {
    String sealed = Done.value(encrypt(new byte[] {1}, OptionalInt.empty())).toString();

    assertThat(Done.error(bridge.service().decrypt(anyone(), ROOT, sealed, new byte[] {2})))
        .isInstanceOf(KeyringError.CannotOpen.class);
    assertThat(Done.value(bridge.service().decrypt(anyone(), ROOT, sealed, new byte[] {1})))
        .isNotNull();
  }

  @Test
  void sealsWithAnOlderVersionWhenAskedTo() {
    Done.value(bridge.service().rotate(anyone(), ROOT));

    assertThat(Done.value(encrypt(new byte[0], OptionalInt.of(1))).version()).isEqualTo(1);
  }

  @Test
  void refusesToSealWithAVersionThatIsRetiredOrNotThere() {
    Done.value(bridge.service().rotate(anyone(), ROOT));
    Done.value(bridge.administration().retire("test", ROOT, 1));
    bridge.refresh();

    assertThat(Done.error(encrypt(new byte[0], OptionalInt.of(1))).text())
        .isEqualTo(
            "requested version for encryption is less than the minimum encryption key version");
    assertThat(Done.error(encrypt(new byte[0], OptionalInt.of(3))).text())
        .isEqualTo("requested version for encryption is higher than the latest key version");
  }

  @Test
  void refusesAnEmptyPlaintext() {
    assertThat(Done.error(bridge.sealing("root", "")))
        .isInstanceOf(KeyringError.EmptyPlaintext.class);
  }

  @Test
  void refusesARetiredVersionAndWritesItDown() {
    String old = bridge.seal("root", "one");
    Done.value(bridge.service().rotate(anyone(), ROOT));
    Done.value(bridge.administration().retire("test", ROOT, 1));
    bridge.refresh();

    assertThat(bridge.refusal("root", old)).isEqualTo(new KeyringError.VersionTooOld(1, 2));
    assertThat(bridge.log().entries(KeyUseEntry.Denied.class))
        .extracting(KeyUseEntry.Denied::reason)
        .containsExactly("version 1, minimum 2");
  }

  @Test
  void refusesEveryUseOfAFrozenKeyUntilItIsThawed() {
    String sealed = bridge.seal("root", "one");
    Done.value(bridge.administration().freeze("test", ROOT));
    bridge.refresh();

    assertThat(bridge.refusal("root", sealed)).isEqualTo(new KeyringError.Frozen(ROOT));
    assertThat(Done.error(bridge.sealing("root", "two"))).isEqualTo(new KeyringError.Frozen(ROOT));
    assertThat(Done.error(bridge.service().rotate(anyone(), ROOT)))
        .isEqualTo(new KeyringError.Frozen(ROOT));

    Done.value(bridge.administration().thaw("test", ROOT));
    bridge.refresh();
    assertThat(bridge.open("root", sealed)).isEqualTo("one");
  }

  @Test
  void refusesWhatIsNotGrantedBeforeItLooksAtAnything() {
    Caller encrypts = caller(Grant.ofKeys(Set.of(ROOT), Set.of(Operation.ENCRYPT)));

    KeyringError known = Done.error(bridge.service().decrypt(encrypts, ROOT, "x", new byte[0]));
    KeyringError unknown =
        Done.error(bridge.service().decrypt(encrypts, new KeyName("nil"), "x", new byte[0]));

    assertThat(known).isEqualTo(unknown).isInstanceOf(KeyringError.Denied.class);
    assertThat(known.text()).isEqualTo("permission denied");
    assertThat(bridge.log().entries(KeyUseEntry.Denied.class))
        .extracting(KeyUseEntry.Denied::key)
        .containsExactly("root", "nil");
  }

  @Test
  void aKeyBoundListenerReachesNoOtherKey() {
    bridge.create("other", FakeBridge.aes("primary"));
    Caller bound =
        new Caller("r", "a", "uid:1", "unix", anyone().grants(), Optional.of(new KeyName("other")));

    assertThat(Done.error(bridge.service().describe(bound, ROOT)))
        .isEqualTo(new KeyringError.OtherKey(new KeyName("other")));
    assertThat(bridge.log().entries(KeyUseEntry.Denied.class))
        .extracting(KeyUseEntry.Denied::key, KeyUseEntry.Denied::reason)
        .containsExactly(tuple("root", "the listener is bound to key other"));
    assertThat(Done.value(bridge.service().list(bound))).containsExactly(new KeyName("other"));
  }

  @Test
  void aPrefixRotatesAnApplicationKeyAndNoSealKey() {
    KeyName orders = new KeyName("orders");
    create(orders, KeyPurpose.APPLICATION);
    Caller rotates = caller(Grant.ofEveryKey(Set.of(Operation.ROTATE)));

    assertThat(Done.value(bridge.service().rotate(rotates, orders)).state().latest().number())
        .isEqualTo(2);
    assertThat(Done.error(bridge.service().rotate(rotates, ROOT)))
        .isEqualTo(
            new KeyringError.Denied("rotate with a seal key needs a grant that names the key"));
  }

  @Test
  void looksForTheKeysPurposeBeforeAPrefixIsTrusted() {
    KeyName fresh = new KeyName("fresh");
    KeyName orders = new KeyName("orders");
    make(fresh, KeyPurpose.SEAL);
    make(orders, KeyPurpose.APPLICATION);
    Caller rotates = caller(Grant.ofEveryKey(Set.of(Operation.ROTATE)));

    assertThat(Done.error(bridge.service().rotate(rotates, fresh)))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(Done.value(bridge.service().rotate(rotates, orders)).state().latest().number())
        .isEqualTo(2);
    assertThat(Done.error(bridge.service().rotate(rotates, new KeyName("none"))))
        .isEqualTo(new KeyringError.UnknownKey("none"));
  }

  @Test
  void internalKeysAreNotThereForCallers() {
    create(new KeyName("checkpoint"), KeyPurpose.INTERNAL);

    assertThat(Done.error(bridge.sealing("checkpoint", "x")))
        .isEqualTo(new KeyringError.UnknownKey("checkpoint"));
    assertThat(Done.error(bridge.service().describe(anyone(), new KeyName("checkpoint"))))
        .isEqualTo(new KeyringError.UnknownKey("checkpoint"));
    assertThat(Done.value(bridge.service().list(anyone()))).containsExactly(ROOT);
  }

  @Test
  void refusesAnUnknownKeyAndAnUnknownVersion() {
    String sealed = bridge.seal("root", "one");

    assertThat(Done.error(bridge.sealing("nil", "x")).text()).isEqualTo("encryption key not found");
    assertThat(bridge.refusal("root", sealed.replace("v1", "v2")).text())
        .isEqualTo("invalid ciphertext: version is too new");
  }

  @Test
  void refusesAnEnvelopeOfAnotherKeyOrUnderAnotherVersion() {
    bridge.create("other", FakeBridge.aes("primary"));
    Done.value(bridge.service().rotate(anyone(), ROOT));
    String sealed = bridge.seal("root", "one");

    assertThat(bridge.refusal("other", sealed.replace("v2", "v1")).text())
        .isEqualTo("invalid ciphertext: it was made with another key");
    assertThat(bridge.refusal("root", sealed.replace("v2", "v1")).text())
        .isEqualTo("invalid ciphertext: the text says version 1, the envelope in it 2");
  }

  @Test
  void describesAKeyToWhoMayReadIt() {
    KeyDescription description = Done.value(bridge.service().describe(anyone(), ROOT));

    assertThat(description.state().latest().number()).isEqualTo(1);
    assertThat(description.type().transitName()).isEqualTo("aes256-gcm96");
    assertThat(description.rotationAdvised()).isFalse();
  }

  @Test
  void onlyTheWriterRotates() {
    bridge.with(new KeyringOptions("bridge-2", "bridge-1", true));

    assertThat(Done.error(bridge.service().rotate(anyone(), ROOT)))
        .isEqualTo(new KeyringError.NotWriter("bridge-2", "bridge-1"));
  }

  /** Makes a key and lets the bridge notice it. */
  private void create(KeyName key, KeyPurpose purpose) {
    make(key, purpose);
    bridge.refresh();
  }

  private void make(KeyName key, KeyPurpose purpose) {
    Done.value(
        bridge.administration().create("test", key, purpose, List.of(FakeBridge.aes("primary"))));
  }

  private CompletionStage<Ciphertext> encrypt(byte[] aad, OptionalInt version) {
    return bridge
        .service()
        .encrypt(anyone(), ROOT, SecretBytes.copyOf(new byte[] {1}), aad, version);
  }
}

package io.sealbridge.keyring.administration;

import static io.sealbridge.keyring.fake.FakeBridge.aes;
import static io.sealbridge.keyring.fake.FakeBridge.rsa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import io.sealbridge.keyring.service.KeyPlans;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeyAdministrationTest {
  private static final KeyName ROOT = new KeyName("root");
  private static final HsmFault GONE = new HsmFault.Gone("CKR_DEVICE_REMOVED");
  private final FakeBridge bridge = FakeBridge.over("first", "second");

  @Test
  void makesAKeyOnTheChosenHsmsAndItsStateOnEveryHsm() {
    KeyChange change = Done.value(create(aes("first")));

    assertThat(bridge.hsm(0).labels()).containsExactly("root-v1");
    assertThat(bridge.hsm(1).labels()).isEmpty();
    assertThat(bridge.hsm(0).statesNow()).containsExactly(change.state());
    assertThat(bridge.hsm(1).statesNow()).containsExactly(change.state());
    assertThat(change.keys()).singleElement().matches(key -> key.accepted());
    assertThat(change.state().serial()).isEqualTo(1);
  }

  @Test
  void attestsAndTriesAKeyBeforeAnyStateNamesIt() {
    Done.value(create(aes("first")));

    assertThat(bridge.hsm(0).calls())
        .containsExactly(
            "readStates", "listKeys", "generate", "describe", "wrap", "unwrap", "writeState");
  }

  @Test
  void aKeyThatAttestationRefusesIsDestroyedAndNoStateNamesIt() {
    bridge.hsm(1).override("root-v1", KeyAttributes.Name.EXTRACTABLE, Attribute.TRUE);

    KeyringError error = Done.error(create(aes("first"), aes("second")));

    assertThat(error)
        .isEqualTo(
            new KeyringError.KeyRefused(ROOT, 1, List.of("EXTRACTABLE is TRUE, must be FALSE")));
    assertThat(bridge.hsm(0).labels()).isEmpty();
    assertThat(bridge.hsm(1).labels()).isEmpty();
    assertThat(bridge.hsm(0).statesNow()).isEmpty();
  }

  @Test
  void aKeyThatDoesNotUnwrapIsDestroyed() {
    bridge
        .hsm(0)
        .failNext("unwrap", new HsmFault.Refused("C_Decrypt: CKR_MECHANISM_PARAM_INVALID"));

    KeyringError error = Done.error(create(rsa("first", OaepHash.SHA512)));

    assertThat(error.text())
        .contains("CKR_MECHANISM_PARAM_INVALID")
        .contains("no state names root-v1, what was made of it is destroyed");
    assertThat(bridge.hsm(0).labels()).isEmpty();
  }

  @Test
  void saysWhatRemainsWhenItCannotBeDestroyed() {
    bridge.hsm(1).failNext("generate", GONE);
    bridge.hsm(0).failNext("destroy", GONE);

    KeyringError error = Done.error(create(aes("first"), aes("second")));

    assertThat(error.text())
        .startsWith("HSM second did not make root-v1 (CKR_DEVICE_REMOVED)")
        .contains("it could not be destroyed: root-v1 (CKA_ID ")
        .endsWith(") on first");
  }

  @Test
  void everyHsmMustBeThereForAChange() {
    bridge.hsm(1).goAway();

    KeyringError error = Done.error(create(aes("first")));

    assertThat(error)
        .isInstanceOfSatisfying(
            KeyringError.HsmMissing.class,
            missing -> assertThat(missing.hsm()).isEqualTo("second"));
    assertThat(bridge.hsm(0).labels()).isEmpty();
  }

  @Test
  void theSameKeyIsNotMadeTwice() {
    Done.value(create(aes("first")));

    assertThat(Done.error(create(aes("first")))).isInstanceOf(KeyringError.ChangeRefused.class);
  }

  @Test
  void refusesPlacesThatMakeNoSense() {
    assertThat(Done.error(create()).text()).isEqualTo("a version is held by 1 to 4 HSMs, not 0");
    assertThat(Done.error(create(aes("first"), aes("first"))).text())
        .isEqualTo("an HSM is named twice");
    assertThat(Done.error(create(aes("third"))).text())
        .isEqualTo("no HSM is named third (there are: first, second)");
    assertThatThrownBy(() -> new Placement("first", KeyType.RSA_2048, new UsageChoice.AesGcm()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rotatesToTheNextVersionOnTheSameHsms() {
    Done.value(create(aes("first"), rsa("second", OaepHash.SHA256)));

    KeyState state = Done.value(bridge.administration().rotate("test", ROOT)).state();

    assertThat(state.latest().number()).isEqualTo(2);
    assertThat(state.serial()).isEqualTo(2);
    assertThat(state.latest().recipients())
        .extracting(Recipient::hsm)
        .containsExactly("first", "second");
    assertThat(bridge.hsm(1).labels()).containsExactly("root-v1", "root-v2");
  }

  @Test
  void aNewVersionMayLiveOnOtherHsms() {
    Done.value(create(aes("first")));

    KeyState state =
        Done.value(
                bridge.administration().rotate("test", ROOT, List.of(aes("first"), aes("second"))))
            .state();

    assertThat(state.latest().recipients()).hasSize(2);
  }

  @Test
  void neverReusesANumberForWhichAnObjectExists() {
    Done.value(create(aes("first")));
    bridge.hsm(1).plant("root-v2", CkaId.of(new byte[] {1}));
    bridge.hsm(0).plant("root-v3", CkaId.of(new byte[] {2}));

    KeyState state = Done.value(bridge.administration().rotate("test", ROOT)).state();

    assertThat(state.latest().number()).isEqualTo(4);
  }

  @Test
  void rotationsAtOnceMakeAVersionEach() {
    Done.value(create(aes("first")));

    CompletionStage<KeyChange> one = bridge.administration().rotate("a", ROOT);
    CompletionStage<KeyChange> two = bridge.administration().rotate("b", ROOT);

    assertThat(Done.value(one).state().latest().number()).isEqualTo(2);
    assertThat(Done.value(two).state().latest().number()).isEqualTo(3);
  }

  @Test
  void aChangeWaitsForTheOneBeforeIt() {
    bridge.hsm(0).hold();
    CompletableFuture<KeyChange> first = create(aes("first")).toCompletableFuture();
    CompletableFuture<Freeze> second =
        bridge.administration().freeze("b", ROOT).toCompletableFuture();
    assertThat(second).isNotDone();

    bridge.hsm(0).release();

    assertThat(Done.value(first).state().frozen()).isFalse();
    assertThat(Done.value(second).state().frozen()).isTrue();
  }

  @Test
  void whenTheFirstWriteSurelyFailedTheKeysAreDestroyed() {
    bridge.hsm(0).failNext("writeState", GONE);

    KeyringError error = Done.error(create(aes("first")));

    assertThat(error.text()).contains("nothing counts that did not before");
    assertThat(bridge.hsm(0).labels()).isEmpty();
  }

  @Test
  void whenTheFirstWriteMayHaveHappenedTheKeysStay() {
    bridge.hsm(0).goAwayAt("writeState");

    KeyringError error = Done.error(create(aes("first")));

    assertThat(error.text()).contains("is not known; look with \"keys show\"");
    assertThat(bridge.hsm(0).labels()).containsExactly("root-v1");
  }

  @Test
  void aStateThatReachedOneHsmCountsAndIsRepairedOnTheOther() {
    bridge.hsm(1).failNext("writeState", GONE);

    KeyringError error = Done.error(create(aes("first")));
    assertThat(error.text()).contains("being written to first").contains("HSM second");

    assertThat(Done.value(bridge.administration().repair("test", ROOT))).containsExactly("second");
    assertThat(bridge.hsm(1).statesNow()).isEqualTo(bridge.hsm(0).statesNow());
    assertThat(Done.value(bridge.administration().repair("test", ROOT))).isEmpty();
  }

  @Test
  void withoutTheLogNothingIsChanged() {
    Done.value(create(aes("first")));
    bridge.log().failFor(KeyUseEntry.KeyChanged.class);

    assertThat(Done.error(bridge.administration().freeze("test", ROOT)))
        .isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(Done.error(bridge.administration().rotate("test", ROOT)).text())
        .contains("the new keys are destroyed");
    assertThat(bridge.hsm(0).labels()).containsExactly("root-v1");
    assertThat(bridge.hsm(0).statesNow().getFirst().serial()).isEqualTo(1);
  }

  @Test
  void neverRetiresTheLatestVersion() {
    Done.value(create(aes("first")));
    Done.value(bridge.administration().rotate("test", ROOT));

    assertThat(Done.error(bridge.administration().retire("test", ROOT, 2)))
        .isInstanceOf(KeyringError.ChangeRefused.class);
    assertThat(Done.value(bridge.administration().retire("test", ROOT, 1)).minDecryptionVersion())
        .isEqualTo(2);
    assertThat(
            Done.value(bridge.administration().setMinDecryption("test", ROOT, 1))
                .minDecryptionVersion())
        .isEqualTo(1);
    assertThat(Done.error(bridge.administration().setMinDecryption("test", ROOT, 3)))
        .isInstanceOf(KeyringError.ChangeRefused.class);
  }

  @Test
  void freezingTwiceChangesNothingTheSecondTime() {
    Done.value(create(aes("first")));

    long once = Done.value(bridge.administration().freeze("test", ROOT)).state().serial();
    long twice = Done.value(bridge.administration().freeze("test", ROOT)).state().serial();

    assertThat(twice).isEqualTo(once).isEqualTo(2);
  }

  @Test
  void aFreezeDoesNotWaitForAnHsmThatIsAway() {
    Done.value(create(aes("first"), aes("second")));
    bridge.hsm(1).goAway();

    Freeze freeze = Done.value(bridge.administration().freeze("test", ROOT));

    assertThat(freeze.missing()).containsExactly("second");
    assertThat(freeze.state().serial()).isEqualTo(1_001);
    assertThat(bridge.hsm(0).statesNow()).containsExactly(freeze.state());
    bridge.refresh();
    assertThat(bridge.registry().state(ROOT)).map(KeyState::frozen).contains(true);

    bridge.hsm(1).comeBack();
    bridge.refresh();
    assertThat(bridge.registry().state(ROOT)).map(KeyState::frozen).contains(true);
    assertThat(Done.value(bridge.administration().repair("test", ROOT))).containsExactly("second");
  }

  @Test
  void aFreezeNeedsOneHsm() {
    Done.value(create(aes("first"), aes("second")));
    bridge.hsm(0).goAway();
    bridge.hsm(1).goAway();

    assertThat(Done.error(bridge.administration().freeze("test", ROOT)))
        .isInstanceOf(KeyringError.HsmMissing.class);
  }

  @Test
  void aSignatureIsKeptInTheStateUntilTheNextFreeze() {
    Done.value(create(aes("first")));
    long frozen = Done.value(bridge.administration().freeze("test", ROOT)).state().serial();
    Thaw thaw = new Thaw(frozen, Octets.copyOf(new byte[64]));

    KeyState thawed = Done.value(bridge.administration().thaw("test", ROOT, thaw));
    KeyState rotated = Done.value(bridge.administration().rotate("test", ROOT)).state();
    KeyState again = Done.value(bridge.administration().freeze("test", ROOT)).state();

    assertThat(thawed.frozen()).isFalse();
    assertThat(rotated.thaw()).isEqualTo(thawed.thaw()).contains(thaw);
    assertThat(again.thaw()).isEmpty();
  }

  @Test
  void aSignatureForAnotherSerialEndsNothing() {
    Done.value(create(aes("first")));
    long frozen = Done.value(bridge.administration().freeze("test", ROOT)).state().serial();
    Done.value(bridge.administration().freeze("test", ROOT));
    Thaw old = new Thaw(frozen - 1, Octets.copyOf(new byte[64]));

    assertThat(Done.error(bridge.administration().thaw("test", ROOT, old)).text())
        .contains("for serial 1, and the state of key root has serial 2 now; sign again");
  }

  @Test
  void refusesToBuildOnAStateThatWentBack() {
    KeyState first = Done.value(create(aes("first"))).state();
    Done.value(bridge.administration().freeze("test", ROOT));
    bridge.hsm(0).putState(first);
    bridge.hsm(1).putState(first);

    assertThat(Done.error(bridge.administration().thaw("test", ROOT)))
        .isEqualTo(new KeyringError.StateWentBack(ROOT, 1, 2));
  }

  @Test
  void listsAndShowsWhatTheReachableHsmsHold() {
    Done.value(create(aes("first"), aes("second")));
    bridge.hsm(0).lose("root-v1");
    bridge.hsm(0).plant("root-v7", CkaId.of(new byte[] {1}));
    bridge.hsm(1).goAway();
    int entries = bridge.log().entries().size();

    KeyReport report = Done.value(bridge.administration().show(ROOT));

    assertThat(Done.value(bridge.administration().list()))
        .extracting(KeyState::name)
        .containsExactly(ROOT);
    assertThat(report.hsms().get(0).missing()).containsExactly(1);
    assertThat(report.hsms().get(0).strays()).hasSize(1);
    assertThat(report.hsms().get(1).fault()).isPresent();
    assertThat(bridge.log().entries()).hasSize(entries);
  }

  @Test
  void showsTheAttributesOfEveryVersion() {
    Done.value(create(aes("first")));
    Done.value(bridge.administration().rotate("test", ROOT));

    KeyReport report = Done.value(bridge.administration().show(ROOT));

    assertThat(report.hsms().getFirst().keys()).hasSize(2).allMatch(key -> key.accepted());
    assertThat(report.hsms().getFirst().serial()).hasValue(2);
  }

  @Test
  void showFailsForAKeyThatIsNotThereAndWhenNoHsmAnswers() {
    assertThat(Done.error(bridge.administration().show(ROOT)))
        .isEqualTo(new KeyringError.UnknownKey("root"));
    bridge.hsm(0).goAway();
    bridge.hsm(1).goAway();
    assertThat(Done.error(bridge.administration().list()))
        .isInstanceOf(KeyringError.HsmMissing.class);
  }

  @Test
  void takesTheNextChoiceWhenTheFirstIsBeyondTheHsm() {
    bridge.hsm(0).failNext("unwrap", new HsmFault.Refused("CKR_MECHANISM_PARAM_INVALID"));

    KeyChange change = Done.value(createRsa());

    assertThat(change.state().latest().recipients().getFirst().usage())
        .isInstanceOfSatisfying(
            Wrapping.RsaOaep.class, rsa -> assertThat(rsa.hash()).isEqualTo(OaepHash.SHA1));
    assertThat(bridge.hsm(0).labels()).containsExactly("root-v1");
  }

  @Test
  void anHsmThatIsAwayForAMomentWeakensNoKey() {
    bridge.hsm(0).failNext("unwrap", GONE);

    KeyringError error = Done.error(createRsa());

    assertThat(error.text()).contains("CKR_DEVICE_REMOVED");
    assertThat(bridge.hsm(0).labels()).isEmpty();
    assertThat(bridge.hsm(0).statesNow()).isEmpty();
  }

  private CompletionStage<KeyChange> createRsa() {
    return bridge
        .administration()
        .createAny(
            "test",
            ROOT,
            KeyPurpose.APPLICATION,
            KeyTerms.NONE,
            KeyPlans.toMake(KeyType.RSA_2048, false, List.of("first")));
  }

  private CompletionStage<KeyChange> create(Placement... placements) {
    return bridge.administration().create("test", ROOT, KeyPurpose.SEAL, List.of(placements));
  }
}

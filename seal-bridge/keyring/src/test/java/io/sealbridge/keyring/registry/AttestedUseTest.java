package io.sealbridge.keyring.registry;

import static io.sealbridge.keyring.fake.FakeBridge.aes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyAttributes.Name;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.attestation.AttestationMode;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import org.junit.jupiter.api.Test;

/** A key that could leave the token is not used: the first promise. */
class AttestedUseTest {
  private final FakeBridge bridge = FakeBridge.withRootKey();
  private final String sealed = bridge.seal("root", "secret");

  @Test
  void refusesAKeyThatIsExtractable() {
    bridge.hsm(0).override("root-v1", Name.EXTRACTABLE, Attribute.TRUE);
    bridge.restart();
    bridge.hsm(0).forgetCalls();

    assertThat(bridge.refusal("root", sealed))
        .isInstanceOfSatisfying(
            KeyringError.KeyRefused.class,
            error ->
                assertThat(error.findings()).containsExactly("EXTRACTABLE is TRUE, must be FALSE"));
    assertThat(Done.error(bridge.sealing("root", "x"))).isInstanceOf(KeyringError.KeyRefused.class);
    assertThat(bridge.hsm(0).calls()).isEmpty();
  }

  @Test
  void theRefusalCanBeAskedForAndIsInTheLog() {
    bridge.hsm(0).override("root-v1", Name.LOCAL, Attribute.FALSE);
    bridge.restart();

    assertThat(bridge.registry().attested())
        .singleElement()
        .matches(key -> !key.accepted())
        .extracting(AttestedKey::hsm)
        .isEqualTo("primary");
    assertThat(bridge.log().entries(KeyUseEntry.KeyAttested.class).getLast().findings())
        .containsExactly("LOCAL is FALSE, must be TRUE");
    assertThat(bridge.alarms().all(Alarm.KeyFindings.class)).hasSize(1);
  }

  @Test
  void aNewConnectionIsAttestedBeforeItsFirstUse() {
    bridge.hsm(0).override("root-v1", Name.SENSITIVE, Attribute.FALSE);
    assertThat(bridge.open("root", sealed)).isEqualTo("secret");

    bridge.hsm(0).comeBack();

    assertThat(bridge.refusal("root", sealed)).isInstanceOf(KeyringError.KeyRefused.class);
  }

  @Test
  void oneConnectionIsAttestedOnce() {
    bridge.hsm(0).forgetCalls();

    bridge.open("root", sealed);
    bridge.open("root", sealed);
    bridge.refresh();

    assertThat(bridge.hsm(0).calls()).doesNotContain("describe");
  }

  @Test
  void anHsmThatCannotDescribeTheKeyIsAnHsmThatCannotBeUsedAndIsAskedAgain() {
    bridge.hsm(0).comeBack();
    bridge.hsm(0).failNext("describe", new HsmFault.Gone("C_GetAttributeValue: CKR_DEVICE_ERROR"));

    assertThat(bridge.refusal("root", sealed)).isInstanceOf(KeyringError.HsmUnavailable.class);
    assertThat(bridge.open("root", sealed)).isEqualTo("secret");
  }

  @Test
  void aKeyWhoseAttestationCannotBeLoggedIsNotUsed() {
    bridge.hsm(0).comeBack();
    bridge.log().failFor(KeyUseEntry.KeyAttested.class);

    assertThat(bridge.refusal("root", sealed)).isInstanceOf(KeyringError.LogUnavailable.class);
  }

  @Test
  void whenWarningFindingsAreReportedAndTheKeyIsUsed() {
    bridge.hsm(0).override("root-v1", Name.LOCAL, Attribute.FALSE);
    bridge.attesting(AttestationMode.WARN);

    assertThat(bridge.open("root", sealed)).isEqualTo("secret");
    assertThat(bridge.alarms().all(Alarm.KeyFindings.class)).isNotEmpty();
  }

  @Test
  void whenOffTheAttributesAreNotAskedFor() {
    bridge.hsm(0).override("root-v1", Name.LOCAL, Attribute.FALSE);
    bridge.hsm(0).forgetCalls();
    bridge.attesting(AttestationMode.OFF);

    assertThat(bridge.open("root", sealed)).isEqualTo("secret");
    assertThat(bridge.hsm(0).calls()).doesNotContain("describe");
  }

  @Test
  void silenceIsExcusedByTheProfile() {
    bridge.hsm(0).override("root-v1", Name.ALWAYS_SENSITIVE, Attribute.NOT_SAID);
    bridge.restart();
    assertThat(bridge.refusal("root", sealed)).isInstanceOf(KeyringError.KeyRefused.class);

    bridge.hsm(0).neverTells(Name.ALWAYS_SENSITIVE);
    bridge.restart();

    assertThat(bridge.open("root", sealed)).isEqualTo("secret");
  }

  @Test
  void aKeyRefusedOnOneHsmOpensOnTheOther() {
    FakeBridge two = FakeBridge.over("first", "second");
    two.create("root", aes("first"), aes("second"));
    String ciphertext = two.seal("root", "secret");
    two.hsm(0).override("root-v1", Name.EXTRACTABLE, Attribute.TRUE);
    two.restart();
    two.hsm(0).forgetCalls();

    assertThat(two.open("root", ciphertext)).isEqualTo("secret");
    assertThat(two.hsm(0).calls()).doesNotContain("unwrap");
  }
}

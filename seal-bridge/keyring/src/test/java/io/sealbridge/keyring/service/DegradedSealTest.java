package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.aes;
import static io.sealbridge.keyring.fake.FakeBridge.rsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.envelope.Envelope;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DegradedSealTest {
  private static final KeyName ROOT = new KeyName("root");
  private final FakeBridge bridge = FakeBridge.over("first", "second");

  @Test
  void anRsaRecipientIsNeverMissingFromABlob() {
    bridge.create("root", aes("first"), rsa("second", OaepHash.SHA256));
    bridge.hsm(1).goAway();

    String sealed = bridge.seal("root", "secret");

    assertThat(recipients(sealed)).isEqualTo(2);
    assertThat(bridge.alarms().all(Alarm.DegradedSeal.class)).isEmpty();
    bridge.hsm(1).comeBack();
    bridge.hsm(0).goAway();
    assertThat(bridge.open("root", sealed)).isEqualTo("secret");
  }

  @Test
  void sealsWithoutAnAesRecipientThatIsGoneAndRaisesAnAlarm() {
    bridge.create("root", aes("first"), aes("second"));
    bridge.hsm(1).goAway();

    String sealed = bridge.seal("root", "secret");

    assertThat(recipients(sealed)).isEqualTo(1);
    assertThat(bridge.alarms().all(Alarm.DegradedSeal.class))
        .containsExactly(new Alarm.DegradedSeal(ROOT, 1, List.of("second")));
  }

  @Test
  void refusesADegradedSealWhenConfiguredSo() {
    bridge.create("root", aes("first"), aes("second"));
    bridge.with(new KeyringOptions("bridge-1", "bridge-1", false));
    bridge.hsm(1).goAway();

    assertThat(Done.error(bridge.sealing("root", "secret")))
        .isInstanceOf(KeyringError.HsmUnavailable.class);
  }

  @Test
  void cannotSealWithEveryAesRecipientGone() {
    bridge.create("root", aes("first"), aes("second"));
    bridge.hsm(0).goAway();
    bridge.hsm(1).failNext("wrap", new HsmFault.Gone("C_Encrypt: CKR_DEVICE_ERROR"));

    assertThat(Done.error(bridge.sealing("root", "secret")))
        .isInstanceOf(KeyringError.HsmUnavailable.class);
  }

  @Test
  void theWriterMakesANewVersionWhenTheHsmIsBack() {
    bridge.create("root", aes("first"), aes("second"));
    bridge.hsm(1).goAway();
    bridge.seal("root", "secret");

    assertThat(Done.value(bridge.service().rotateDegraded())).isEmpty();
    bridge.hsm(1).comeBack();
    assertThat(Done.value(bridge.service().rotateDegraded())).containsExactly(ROOT);
    assertThat(Done.value(bridge.service().rotateDegraded())).isEmpty();

    assertThat(bridge.seal("root", "secret")).startsWith("vault:v2:");
  }

  @Test
  void aRotationThatFailedIsTriedAgainAfterAMinute() {
    bridge.create("root", aes("first"), aes("second"));
    bridge.hsm(1).goAway();
    bridge.seal("root", "secret");
    bridge.hsm(1).comeBack();
    bridge.hsm(0).failNext("generate", new HsmFault.Gone("C_GenerateKey: CKR_DEVICE_MEMORY"));

    assertThat(Done.value(bridge.service().rotateDegraded())).isEmpty();
    assertThat(Done.value(bridge.service().rotateDegraded())).isEmpty();
    bridge.clock().advance(Duration.ofMinutes(1));
    assertThat(Done.value(bridge.service().rotateDegraded())).containsExactly(ROOT);
  }

  @Test
  void withNothingDueNoHsmIsAsked() {
    bridge.create("root", aes("first"), aes("second"));
    bridge.hsm(0).forgetCalls();

    assertThat(Done.value(bridge.service().rotateDegraded())).isEmpty();

    assertThat(bridge.hsm(0).calls()).isEmpty();
  }

  @Test
  void anRsaKeyThatAttestationRefusedIsLeftOutEvenWhileItsHsmIsGone() {
    bridge.create("root", aes("first"), rsa("second", OaepHash.SHA256));
    bridge.hsm(1).override("root-v1", KeyAttributes.Name.EXTRACTABLE, Attribute.TRUE);
    bridge.hsm(1).comeBack();
    bridge.refresh();
    bridge.hsm(1).goAway();

    assertThat(recipients(bridge.seal("root", "secret"))).isEqualTo(1);
  }

  private static int recipients(String ciphertext) {
    return Envelope.parse(Ciphertext.parse(ciphertext).body()).recipients().size();
  }
}

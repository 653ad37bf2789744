package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** No use without its entries: the promise that the record is complete. */
class KeyUseOrderTest {
  private final FakeBridge bridge = FakeBridge.withRootKey();
  private final String ciphertext = bridge.seal("root", "secret");

  @Test
  void theHsmIsNotCalledBeforeTheIntentIsDurable() {
    bridge.hsm(0).forgetCalls();
    bridge.log().holdFor(KeyUseEntry.Intent.class);

    CompletableFuture<String> opening = bridge.opening("root", ciphertext).toCompletableFuture();

    assertThat(bridge.hsm(0).calls()).isEmpty();
    bridge.log().release();
    assertThat(opening).isCompletedWithValue("secret");
    assertThat(bridge.hsm(0).calls()).containsExactly("unwrap");
  }

  @Test
  void thePlaintextDoesNotLeaveBeforeTheOutcomeIsDurable() {
    bridge.log().holdFor(KeyUseEntry.Outcome.class);

    CompletableFuture<String> opening = bridge.opening("root", ciphertext).toCompletableFuture();

    assertThat(opening).isNotDone();
    bridge.log().release();
    assertThat(opening).isCompletedWithValue("secret");
  }

  @Test
  void theCiphertextDoesNotLeaveBeforeTheOutcomeIsDurable() {
    bridge.log().holdFor(KeyUseEntry.Outcome.class);

    CompletableFuture<?> sealing = bridge.sealing("root", "secret").toCompletableFuture();

    assertThat(sealing).isNotDone();
    bridge.log().release();
    assertThat(sealing).isCompleted();
  }

  @Test
  void withoutAnIntentTheHsmIsNotCalled() {
    bridge.hsm(0).forgetCalls();
    bridge.log().failFor(KeyUseEntry.Intent.class);

    assertThat(bridge.refusal("root", ciphertext)).isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(bridge.hsm(0).calls()).isEmpty();
  }

  @Test
  void withoutAnOutcomeThereIsNoAnswer() {
    bridge.log().failFor(KeyUseEntry.Outcome.class);

    assertThat(bridge.refusal("root", ciphertext)).isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(Done.error(bridge.sealing("root", "x")))
        .isInstanceOf(KeyringError.LogUnavailable.class);
  }

  @Test
  void aDecryptLeavesWhoWhatAndHowItEnded() {
    bridge.open("root", ciphertext);

    KeyUseEntry.Intent intent = bridge.log().entries(KeyUseEntry.Intent.class).getLast();
    KeyUseEntry.Outcome outcome = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(intent.identity()).isEqualTo("vault-a");
    assertThat(intent.proof()).isEqualTo("token:abc");
    assertThat(intent.bytes()).isEqualTo(ciphertext.length());
    assertThat(intent.ciphertextSha256()).isPresent().isEqualTo(outcome.ciphertextSha256());
    assertThat(outcome.operation()).isEqualTo(Operation.DECRYPT);
    assertThat(outcome.result()).isEqualTo("ok");
    assertThat(outcome.hsm()).contains("primary");
  }

  @Test
  void anEncryptIsNamedByTheHashThatItsDecryptWillHave() {
    KeyUseEntry.Outcome sealed = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();

    bridge.open("root", ciphertext);

    KeyUseEntry.Outcome opened = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(sealed.operation()).isEqualTo(Operation.ENCRYPT);
    assertThat(sealed.ciphertextSha256()).isPresent().isEqualTo(opened.ciphertextSha256());
  }

  @Test
  void aFailureIsWrittenDownWithItsCause() {
    bridge.hsm(0).failNext("unwrap", new HsmFault.Gone("C_Decrypt: CKR_DEVICE_REMOVED"));

    bridge.refusal("root", ciphertext);

    KeyUseEntry.Outcome outcome = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(outcome.result()).isEqualTo("HSM_GONE");
    assertThat(outcome.seen()).hasValueSatisfying(seen -> assertThat(seen).contains("CKR_DEVICE"));
  }

  @Test
  void aCiphertextThatDoesNotParseIsNoUse() {
    int before = bridge.log().entries().size();

    bridge.refusal("root", ciphertext + "AAAA");

    assertThat(bridge.log().entries()).hasSize(before);
  }

  @Test
  void aRotationIsWrittenDownBeforeAndAfter() {
    Done.value(bridge.service().rotate(anyone(), new KeyName("root")));

    assertThat(bridge.log().entries(KeyUseEntry.Intent.class).getLast().operation())
        .isEqualTo(Operation.ROTATE);
    assertThat(bridge.log().entries(KeyUseEntry.Outcome.class).getLast().operation())
        .isEqualTo(Operation.ROTATE);
    assertThat(bridge.log().entries(KeyUseEntry.KeyChanged.class).getLast().actor())
        .isEqualTo("identity:vault-a");
  }
}

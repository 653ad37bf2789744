package io.sealbridge.server.transit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.server.http.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyringAnswersTest {

  private static final KeyName ROOT = new KeyName("root");

  @Test
  void tellsTheCallerToTryAgainWhenTheHsmIsAway() {
    // when
    Answer answer = answer(new HsmFault.Gone("C_Decrypt: CKR_DEVICE_REMOVED"));

    // then
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.retryAfterSeconds()).isEqualTo(10);
    assertThat(answer.text()).contains("HSM_GONE").doesNotContain("CKR");
  }

  @Test
  void passesOnHowLongABusyHsmWantsToBeLeftAlone() {
    assertThat(answer(new HsmFault.Busy("queue full", Duration.ofSeconds(3))).retryAfterSeconds())
        .isEqualTo(3);
    assertThat(answer(new HsmFault.Busy("queue full", Duration.ZERO)).retryAfterSeconds())
        .isEqualTo(1);
  }

  @Test
  void neverBlamesTheServerForABadBlob() {
    assertThat(answer(new HsmFault.BadInput("x")).status()).isEqualTo(400);
    assertThat(KeyringAnswers.of(new KeyringError.CannotOpen("tag")).status()).isEqualTo(400);
    assertThat(KeyringAnswers.of(new KeyringError.CannotOpen("tag")).text())
        .isEqualTo("{\"errors\":[\"cipher: message authentication failed\"]}\n");
  }

  @Test
  void namesTheWriter() {
    // when
    Answer answer = KeyringAnswers.of(new KeyringError.NotWriter("b-2", "b-1"));

    // then
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains("b-1");
  }

  @Test
  void givesUpOnWhatAnOperatorDecided() {
    assertThat(KeyringAnswers.of(new KeyringError.Frozen(ROOT)).status()).isEqualTo(403);
  }

  private static Answer answer(HsmFault fault) {
    return KeyringAnswers.of(new KeyringError.HsmUnavailable(fault, "primary"));
  }
}

package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhatIsWaitedForIfSomebodyWatches(boolean watched) {
    // given
    CompletableFuture<String> slow = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              while (watched && err.toString().isEmpty()) {
                Thread.onSpinWait();
              }
              slow.complete("done");
            });

    // when
    String result =
        new Patience(new PrintWriter(err), watched, Duration.ofMillis(10))
            .await("making a key", slow);

    // then
    assertThat(result).isEqualTo("done");
    assertThat(err).hasToString(watched ? "making a key ...%n".formatted() : "");
  }

  @Test
  void throwsTheFailureOfTheStageAsItIs() {
    // given
    KeyringException failure = new KeyringException(new KeyringError.UnknownKey("root"));

    // then
    assertThatThrownBy(
            () ->
                new Patience(new PrintWriter(err), true)
                    .await("reading", CompletableFuture.failedFuture(failure)))
        .isSameAs(failure);
  }
}

package io.sealbridge.server.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is read while it changes. */
class MetricsTest {

  @Test
  void canBeReadWhileVersionsOfKeysAreShownAnew() {
    // given
    FakeBridge bridge = FakeBridge.withRootKey();
    List<KeyState> before = bridge.registry().states();
    Done.value(bridge.administration().rotate("test", new KeyName("root")));
    bridge.refresh();
    List<KeyState> after = bridge.registry().states();
    try (Metrics metrics = new Metrics()) {
      // when
      CompletableFuture<Void> changes =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  metrics.keys(before);
                  metrics.keys(after);
                }
              });

      // then
      while (!changes.isDone()) {
        assertThat(metrics.scrape()).contains("jvm_memory_used_bytes");
      }
      changes.join();
      assertThat(metrics.scrape()).contains("seal_bridge_key_latest_version{key=\"root\"} 2");
    }
  }
}

package io.sealbridge.k8sauth.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.vault.FakeVault;
import io.sealbridge.vault.Parallel;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderTest {
  private final FakeVault server = new FakeVault();
  private final VaultApi api = server.api();
  private final Reader reader = new Reader(api);

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  @Test
  void readsTheListsOnceAndTheRestOneByOne() {
    server.answering("GET /v1/sys/auth", 200, "{\"data\":{\"k8s/\":{\"type\":\"kubernetes\"}}}");
    server.answering("GET /v1/auth/k8s/role/shop", 200, "{\"data\":{\"audience\":\"vault\"}}");
    List<Place> places =
        List.of(
            new Place.Role("k8s", "none"),
            new Place.AuthMethod("k8s"),
            new Place.Role("k8s", "shop"),
            new Place.AuthMethod("other"));
    AtomicInteger most = new AtomicInteger();

    Map<Place, Seen> seen =
        reader.read(places, (done, total) -> most.accumulateAndGet(done * 100 / total, Math::max));

    assertThat(seen.keySet()).containsExactlyElementsOf(places);
    assertThat(seen.get(places.get(0))).isEqualTo(new Seen.Absent());
    assertThat(seen.get(places.get(1))).isInstanceOf(Seen.Present.class);
    assertThat(seen.get(places.get(2))).isInstanceOf(Seen.Present.class);
    assertThat(seen.get(places.get(3))).isEqualTo(new Seen.Absent());
    assertThat(server.askedLines()).containsOnlyOnce("GET /v1/sys/auth").hasSize(3);
    assertThat(most).hasValue(100);
  }

  @Test
  void endsAtTheFirstFailure() {
    server.answering("GET /v1/sys/policies/acl/p50", 403, "{\"errors\":[\"permission denied\"]}");
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      places.add(new Place.Policy("p" + i));
    }

    assertThatThrownBy(() -> reader.read(places, Progress.SILENT))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("path \"sys/policies/acl/p50\" { capabilities = [\"read\"] }");
    assertThat(server.askedLines()).hasSizeLessThan(1_000);
  }

  @Test
  void waitsForNoneThatHangsOnceOneHasFailed() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                Parallel.map(
                    List.of(0, 1),
                    2,
                    number -> {
                      if (number == 1) {
                        throw new IllegalStateException("first");
                      }
                      return await(never);
                    }))
        .hasMessage("first");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

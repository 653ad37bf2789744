package io.sealbridge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.server.identity.Identification.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalCounterTest {

  @Test
  void leavesOneEntryForEachReasonHoweverOftenStrangersKnock() {
    // given
    RefusalCounter counter = new RefusalCounter();
    for (int i = 0; i < 10_000; i++) {
      counter.count(Reason.TOKEN_UNKNOWN, "10.0.0." + i % 200);
    }
    counter.count(Reason.NO_CREDENTIAL, "10.0.0.1");

    // when
    List<KeyUseEntry> entries = counter.drain(Instant.EPOCH);

    // then
    assertThat(entries)
        .extracting(entry -> ((KeyUseEntry.Refusals) entry).count())
        .containsExactlyInAnyOrder(10_000L, 1L);
    assertThat(entries)
        .allSatisfy(
            entry ->
                assertThat(((KeyUseEntry.Refusals) entry).samplePeers())
                    .hasSizeLessThanOrEqualTo(8));
    assertThat(counter.drain(Instant.EPOCH)).isEmpty();
    assertThat(counter.total(Reason.TOKEN_UNKNOWN)).isEqualTo(10_000);
  }
}

package io.sealbridge.server.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantedTest {
  private static final ReplicaState.Denied LIST =
      new ReplicaState.Denied("c0", 3, 2, 1, Optional.empty(), true);

  private final Wanted frozen = new Wanted.KeyStands(AskingTest.frozen(5));

  @Test
  void aKeyIsAsWantedByThisStateOrALaterOne() {
    assertThat(frozen.lacking(FakeReplica.state("a", 5, true, true))).isEmpty();
    assertThat(frozen.lacking(FakeReplica.state("a", 6, true, true))).isEmpty();
    assertThat(frozen.lacking(FakeReplica.state("a", 6, false, true)))
        .contains("the key is in use by a later state (serial 6)");
    assertThat(frozen.lacking(FakeReplica.state("a", 5, true, false)))
        .contains("it acts so, and its key-use log has not the entry that says so");
  }

  @Test
  void saysWhyAKeyStaysFrozen() {
    ReplicaState.Key held =
        new ReplicaState.Key(
            "root", 6, 1, 1, true, Instant.EPOCH, Optional.of("no signature"), true);

    assertThat(frozen.lacking(FakeReplica.state("a", held, LIST)))
        .contains("the key stays frozen: no signature");
  }

  @Test
  void aKeyThatTheReplicaDoesNotHaveIsNotStopped() {
    ReplicaState.Key other =
        new ReplicaState.Key("other", 9, 1, 1, true, Instant.EPOCH, Optional.empty(), true);

    assertThat(frozen.lacking(FakeReplica.state("a", other, LIST)))
        .contains("it knows no key root");
  }

  @Test
  void aDenyListCountsByItsBytes() {
    ReplicaState replica =
        FakeReplica.state("a", FakeReplica.state("a", 1, false, true).keys().getFirst(), LIST);

    assertThat(new Wanted.ListStands("c0").lacking(replica)).isEmpty();
    assertThat(new Wanted.ListStands("c1").lacking(replica))
        .contains("it acts by another deny list (2 identities, 1 tokens, epoch 3)");
    assertThat(new Wanted.ListStands("c1").lacking(FakeReplica.state("a", 1, false, true)))
        .contains("it has no deny list; give it the file");
  }

  @Test
  void theStateIsReadAsItWasWritten() throws IOException {
    ReplicaState state =
        FakeReplica.state(
            "a",
            new ReplicaState.Key(
                "root", 6, 2, 1, true, Instant.EPOCH, Optional.of("no signature"), false),
            new ReplicaState.Denied("c0", 3, 2, 1, Optional.of("it broke"), true));

    byte[] written = ReplicaStateFormat.write(state).getBytes(StandardCharsets.UTF_8);

    assertThat(ReplicaStateFormat.read(written)).isEqualTo(state);
  }
}

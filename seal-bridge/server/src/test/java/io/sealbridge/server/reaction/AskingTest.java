package io.sealbridge.server.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Wrapping;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskingTest {
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Wanted FROZEN = new Wanted.KeyStands(frozen(5));

  private final FakeReplica first = new FakeReplica();
  private final FakeReplica second = new FakeReplica();
  private final List<Answer> progress = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void aReplicaIsAskedAgainUntilItActsByTheStateAndHasRecordedThat() {
    first.says(
        FakeReplica.state("a", 4, false, true),
        FakeReplica.state("a", 5, true, false),
        FakeReplica.state("a", 5, true, true));

    List<Answer> answers = ask(Duration.ofSeconds(20), at("a", first));

    assertThat(answers).singleElement().matches(Answer::isAcknowledged);
    assertThat(progress).containsExactlyElementsOf(answers);
  }

  @Test
  void oneThatHasNotFollowedIsNamedBesideOneThatHas() {
    first.says(FakeReplica.state("a", 5, true, true));
    second.says(FakeReplica.state("b", 4, false, true));

    List<Answer> answers = ask(SHORT, at("a", first), at("b", second));

    assertThat(answers).extracting(Answer::isAcknowledged).containsExactly(true, false);
    assertThat(answers.get(1).lacking())
        .isEqualTo("it acts by state serial 4 (in use), and not yet by 5");
  }

  @Test
  void oneThatTakesConnectionsAndNeverAnswersHoldsNobodyUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Replica stopped =
          new Replica(
              Optional.of("b"),
              URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"),
              Optional.empty());
      first.says(FakeReplica.state("a", 5, true, true));

      List<Answer> answers = ask(SHORT, at("a", first), stopped);

      assertThat(answers.get(0).isAcknowledged()).isTrue();
      assertThat(answers.get(1).lacking()).startsWith("no answer within");
    }
  }

  @Test
  void nobodyAnswersForAnother() {
    first.says(FakeReplica.state("a", 5, true, true));
    Replica unnamed = new Replica(Optional.empty(), first.uri(), Optional.empty());

    assertThat(ask(SHORT, at("b", first)).getFirst().lacking())
        .isEqualTo("node \"a\" answers there");
    second.says(FakeReplica.state("a", 5, true, true));
    assertThat(ask(SHORT, unnamed, new Replica(Optional.empty(), second.uri(), Optional.empty())))
        .filteredOn(answer -> !answer.isAcknowledged())
        .singleElement()
        .extracting(Answer::lacking)
        .asString()
        .contains("give each replica's own address");
    assertThat(
            new Asking("prod", SHORT, progress::add)
                .ask(List.of(at("a", first)), FROZEN)
                .getFirst()
                .lacking())
        .isEqualTo("a replica of deployment \"test\" answers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"schema\":2}",
        "{\"schema\":1}",
        "{\"schema\":1,\"deployment\":\"test\",\"node\":\"a\",\"keys\":[{\"name\":\"root\"}]}"
      })
  void rubbishAcknowledgesNothing(String answer) {
    first.says(answer);

    assertThat(ask(SHORT, at("a", first)).getFirst().isAcknowledged()).isFalse();
  }

  private List<Answer> ask(Duration patience, Replica... replicas) {
    return new Asking("test", patience, progress::add).ask(List.of(replicas), FROZEN);
  }

  private static Replica at(String node, FakeReplica replica) {
    return new Replica(Optional.of(node), replica.uri(), Optional.empty());
  }

  static KeyState frozen(long serial) {
    Recipient recipient =
        new Recipient("primary", new CkaId("00"), KeyType.AES_256, new Wrapping.AesGcm());
    return new KeyState(
        new KeyName("root"),
        KeyPurpose.SEAL,
        serial,
        true,
        1,
        0,
        List.of(new KeyVersion(1, Instant.EPOCH, Layout.ENVELOPE, List.of(recipient))));
  }
}

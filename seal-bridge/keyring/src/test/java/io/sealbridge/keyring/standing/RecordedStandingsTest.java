package io.sealbridge.keyring.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.fake.InMemoryKeyUseLog;
import io.sealbridge.keyring.fake.InMemorySerialMarks;
import io.sealbridge.keyring.fake.RecordedAlarms;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedStandingsTest {
  private static final KeyName ROOT = new KeyName("root");
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final SigningPerson alice = SigningPerson.withEd25519();
  private final FreezeMarks marks =
      new FreezeMarks(new InMemorySerialMarks(), new InMemorySerialMarks());
  private final InMemoryKeyUseLog log = new InMemoryKeyUseLog();
  private final RecordedAlarms alarms = new RecordedAlarms();
  private RecordedStandings replica = start(alice);

  @Test
  void aStateThatNobodyHasFrozenIsBelieved() {
    assertThat(seen(inUse(3)).state().frozen()).isFalse();
  }

  @Test
  void noStateEndsAFreezeByMerelySayingSo() {
    seen(frozen(3));

    Standing standing = seen(inUse(4));

    assertThat(standing.state().frozen()).isTrue();
    assertThat(standing.state().serial()).isEqualTo(4);
    assertThat(standing.heldFrozen())
        .contains("no signature of a thaw key ends the freeze of serial 3");
    assertThat(alarms.all(Alarm.ThawRefused.class)).isNotEmpty();
    assertThat(lastEntry().frozen()).isTrue();
    assertThat(lastEntry().heldFrozen()).isPresent();
  }

  @Test
  void aSignatureEndsIt() {
    seen(frozen(3));

    Standing standing = seen(thawed(4, alice.thaw("prod", ROOT, 3)));

    assertThat(standing.state().frozen()).isFalse();
    assertThat(lastEntry().thawedBy()).contains(ThawKey.of(alice.publicKey()).sha256());
  }

  @Test
  void aReplicaThatWasAwayForTheThawBelievesItFromALaterState() {
    seen(frozen(3));
    replica = start(alice);

    assertThat(seen(thawed(9, alice.thaw("prod", ROOT, 5))).state().frozen()).isFalse();
  }

  @Test
  void theSignatureOfAnEarlierFreezeDoesNotEndALaterOne() {
    Thaw first = alice.thaw("prod", ROOT, 3);
    seen(frozen(3));
    seen(thawed(4, first));
    seen(frozen(5));

    assertThat(seen(thawed(6, first)).heldFrozen())
        .contains("the signature ended serial 3, and serial 5 was frozen later");
  }

  @Test
  void aStrangersSignatureDoesNotEndIt() {
    seen(frozen(3));

    Thaw forged = SigningPerson.withEd25519().thaw("prod", ROOT, 3);

    assertThat(seen(thawed(4, forged)).state().frozen()).isTrue();
  }

  @Test
  void aRestartForgetsNoFreeze() {
    seen(frozen(3));
    replica = start(alice);

    assertThat(seen(inUse(4)).state().frozen()).isTrue();
  }

  @Test
  void anEndThatWasAcceptedStaysSoWhenTheThawKeysAreReplaced() {
    seen(frozen(3));
    seen(thawed(4, alice.thaw("prod", ROOT, 3)));
    replica = start(SigningPerson.withEd25519());

    assertThat(seen(thawed(4, alice.thaw("prod", ROOT, 3))).state().frozen()).isFalse();
    assertThat(seen(inUse(5)).state().frozen()).isFalse();
  }

  @Test
  void withoutThawKeysEveryStateIsBelievedAndLaterThawKeysDoNotFreezeIt() {
    replica = start();
    seen(frozen(3));
    assertThat(seen(inUse(4)).state().frozen()).isFalse();

    replica = start(alice);

    assertThat(seen(inUse(4)).state().frozen()).isFalse();
  }

  @Test
  void eachStateIsWrittenOnceAndAllOfThemAtAStart() {
    seen(inUse(3));
    seen(inUse(3));
    seen(frozen(4));
    replica = start(alice);
    seen(frozen(4));

    assertThat(entries().stream().map(KeyUseEntry.StateSeen::serial)).containsExactly(3L, 4L, 4L);
    assertThat(lastEntry())
        .isEqualTo(
            new KeyUseEntry.StateSeen(
                NOW, ROOT, 4, 1, 1, 0, true, Optional.empty(), Optional.empty()));
  }

  @Test
  void isRecordedOnlyWhenTheEntryIsDurableAndTriesAgain() {
    log.failFor(KeyUseEntry.StateSeen.class);
    Standing standing = seen(frozen(3));
    assertThat(replica.isRecorded(standing)).isFalse();
    assertThat(alarms.all(Alarm.StateNotRecorded.class)).hasSize(1);

    log.recover();
    log.holdFor(KeyUseEntry.StateSeen.class);
    seen(frozen(3));
    assertThat(replica.isRecorded(standing)).isFalse();

    log.release();
    assertThat(replica.isRecorded(standing)).isTrue();
  }

  @Test
  void aFreezeIsRememberedEvenWhileTheLogTakesNothing() {
    log.holdFor(KeyUseEntry.StateSeen.class);
    seen(inUse(2));
    seen(frozen(3));

    assertThat(seen(inUse(4)).state().frozen()).isTrue();
  }

  private RecordedStandings start(SigningPerson... people) {
    List<ThawKey> keys =
        List.of(people).stream().map(person -> ThawKey.of(person.publicKey())).toList();
    return new RecordedStandings(
        new ThawKeys("prod", keys), marks, log, alarms, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Standing seen(KeyState held) {
    Standing standing = replica.of(held);
    replica.inForce(List.of(standing));
    return standing;
  }

  private List<KeyUseEntry.StateSeen> entries() {
    return log.entries(KeyUseEntry.StateSeen.class);
  }

  private KeyUseEntry.StateSeen lastEntry() {
    return entries().getLast();
  }

  private static KeyState inUse(long serial) {
    return state(serial, false, Optional.empty());
  }

  private static KeyState frozen(long serial) {
    return state(serial, true, Optional.empty());
  }

  private static KeyState thawed(long serial, Thaw thaw) {
    return state(serial, false, Optional.of(thaw));
  }

  private static KeyState state(long serial, boolean frozen, Optional<Thaw> thaw) {
    Recipient recipient =
        new Recipient("primary", new CkaId("00"), KeyType.AES_256, new Wrapping.AesGcm());
    return new KeyState(
        ROOT,
        KeyPurpose.SEAL,
        serial,
        frozen,
        1,
        0,
        List.of(new KeyVersion(1, NOW, Layout.ENVELOPE, List.of(recipient))),
        KeyTerms.NONE,
        thaw);
  }
}

package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.await;
import static io.sealbridge.hsm.Answers.awaitReady;
import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static io.sealbridge.hsm.FaultyToken.DATA_KEY;
import static io.sealbridge.hsm.FaultyToken.generation;
import static io.sealbridge.hsm.FaultyToken.unwrap;
import static io.sealbridge.hsm.HsmTokenContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.ForwardingLibrary;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.WrappedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers and operators see while a real token misbehaves. */
final class FaultsIT {
  @TempDir private Path path;
  private FaultyToken faulty;

  @BeforeEach
  void create() throws IOException {
    faulty = FaultyToken.create(path);
  }

  @AfterEach
  void close() {
    faulty.close();
  }

  @Test
  void healsLostSessionsBehindTheCallersBack() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    // when
    faulty.library.loseSessions();
    // then
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
    assertThat(generation(token)).isGreaterThan(1);
    assertThat(token.meters().reconnects()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = ReturnValue.class,
      names = {
        "SESSION_HANDLE_INVALID",
        "SESSION_CLOSED",
        "OBJECT_HANDLE_INVALID",
        "KEY_HANDLE_INVALID",
        "USER_NOT_LOGGED_IN",
        "OPERATION_ACTIVE"
      })
  void triesOnceMoreAfterAStaleAnswer(ReturnValue stale) {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    // when
    faulty.library.failNext("C_DecryptInit", 1, stale);
    // then
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
    assertThat(token.meters().faults()).containsEntry("HSM_STALE", 1L);
  }

  @Test
  void givesUpWhenAStaleAnswerStays() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    // when
    faulty.library.failNext("C_DecryptInit", 2, ReturnValue.OPERATION_ACTIVE);
    // then
    assertThat(fault(unwrap(token, key, wrapped))).isInstanceOf(HsmFault.Gone.class);
  }

  @Test
  void answersInTimeWhenTheTokenHangsAndComesBackWhenItDoes() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    faulty.library.hang("C_Decrypt");
    // when
    HsmFault fault = fault(unwrap(token, key, wrapped));
    // then
    assertThat(fault).isInstanceOf(HsmFault.Gone.class);
    assertThat(token.meters().lostThreads()).isPositive();
    await("not ready", () -> !(token.status() instanceof HsmStatus.Ready));
    // when
    faulty.library.release("C_Decrypt");
    // then
    awaitReady(token);
    await("threads are back", () -> token.meters().lostThreads() == 0);
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
  }

  @Test
  void givesAKeyMoreTimeToBeMadeThanOtherCallsGet() {
    // given
    ConnectedToken token = faulty.open();
    awaitReady(token);
    Duration timeout = faulty.settings().callTimeout();
    // when
    faulty.library.delay("C_GenerateKey", timeout.plusSeconds(1));
    TokenKey key = FaultyToken.key(token);
    // then
    assertThat(bytes(get(unwrap(token, key, FaultyToken.wrap(token, key))))).isEqualTo(DATA_KEY);
    assertThat(token.meters().lostThreads()).isZero();
  }

  @Test
  void failsAtOnceWhenEveryThreadIsLost() {
    // given
    ConnectedToken token = faulty.open();
    get(token.random(1)).close();
    faulty.library.hang("C_GenerateRandom");
    // when
    List<CompletionStage<?>> hanging = List.of(token.random(2), token.random(2));
    // then
    assertThat(hanging).allMatch(stage -> fault(stage) instanceof HsmFault.Gone);
    await("unavailable", () -> token.status() instanceof HsmStatus.Unavailable);
    assertThat(fault(token.random(2))).isInstanceOf(HsmFault.Gone.class);
    faulty.library.release("C_GenerateRandom");
    awaitReady(token);
  }

  @Test
  void doesNotBlameTheBlobForADeviceThatFails() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    faulty.library.failAlways("C_Decrypt", ReturnValue.GENERAL_ERROR);
    // when
    HsmFault fault = fault(unwrap(token, key, wrapped));
    // then
    assertThat(fault).isInstanceOf(HsmFault.Gone.class);
    await("unavailable", () -> token.status() instanceof HsmStatus.Unavailable);
    // when
    faulty.library.heal("C_Decrypt");
    // then
    awaitReady(token);
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReturnValue.class,
      names = {"GENERAL_ERROR", "FUNCTION_FAILED", "DEVICE_ERROR"})
  void opensAGoodBlobAfterOneFailureThatTheCanaryDoesNotShare(ReturnValue once) {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    long generation = generation(token);
    // when
    faulty.library.failNext("C_Decrypt", 1, once);
    // then
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
    assertThat(generation(token)).isEqualTo(generation);
  }

  @Test
  void asksTheCanaryOnceForManyBadBlobs() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey bad = HsmTokenContract.tampered(FaultyToken.wrap(token, key), 3);
    long before = token.meters().canaryChecks();
    // when
    List<HsmFault> faults =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(_ -> unwrap(token, key, bad))
            .toList()
            .stream()
            .map(Answers::fault)
            .toList();
    // then
    assertThat(faults).hasSize(40).noneMatch(HsmFault.Gone.class::isInstance);
    assertThat(token.meters().canaryChecks() - before).isLessThan(5);
    assertThat(generation(token)).isEqualTo(1);
  }

  @Test
  void waitsForATokenThatWasPulledOut() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    // when
    faulty.library.removeToken(ReturnValue.DEVICE_REMOVED);
    // then
    assertThat(fault(unwrap(token, key, wrapped))).isInstanceOf(HsmFault.Gone.class);
    await("unavailable", () -> token.status() instanceof HsmStatus.Unavailable);
    await("exhaustion told", () -> !faulty.exhaustions.isEmpty());
    // when
    faulty.library.insertToken();
    // then
    awaitReady(token);
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
    assertThat(faulty.exhaustions).hasSize(1);
  }

  @Test
  void noticesAnIdleTokenThatWasPulledOut() {
    // given
    ConnectedToken token = faulty.open();
    get(token.random(1)).close();
    // when
    faulty.library.removeToken(ReturnValue.TOKEN_NOT_PRESENT);
    // then
    await("unavailable", () -> token.status() instanceof HsmStatus.Unavailable);
  }

  @Test
  void initialisesALibraryAgainThatRecoversNoOtherWay() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    // when
    faulty.library.breakUntilInitialised(ReturnValue.DEVICE_ERROR);
    assertThat(fault(unwrap(token, key, wrapped))).isInstanceOf(HsmFault.Gone.class);
    // then
    await("a new connection", () -> generation(token) > 1);
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
  }

  @Test
  void saysBusyWhenTheTokenHasNoSessionLeft() {
    // given
    ConnectedToken token = faulty.open();
    awaitReady(token);
    // when
    faulty.library.failNext("C_OpenSession", 1, ReturnValue.SESSION_COUNT);
    // then
    assertThat(fault(token.random(1))).isInstanceOf(HsmFault.Busy.class);
    get(token.random(1)).close();
    assertThat(generation(token)).isEqualTo(1);
  }

  @Test
  void neverRepeatsWhatChangesTheToken() {
    // given
    ConnectedToken token = faulty.open();
    awaitReady(token);
    faulty.library.countCalls();
    // when
    faulty.library.failNext("C_GenerateKey", 1, ReturnValue.USER_NOT_LOGGED_IN);
    // then
    assertThat(
            fault(
                token.generate(
                    new KeyOrder(
                        "root-v1",
                        io.sealbridge.keyring.CkaId.random(new java.security.SecureRandom()),
                        io.sealbridge.keyring.KeyType.AES_256,
                        new io.sealbridge.keyring.UsageChoice.AesGcm()))))
        .isInstanceOf(HsmFault.Gone.class);
    assertThat(faulty.library.calls("C_GenerateKey")).isEqualTo(1);
  }

  @Test
  void takesAnIvThatTheTokenAppends() {
    // given
    faulty.library.makeIv(Mechanism.IvPlace.AFTER_TAG);
    ConnectedToken token = faulty.open(faulty.settings("luna-fips"));
    TokenKey key = FaultyToken.key(token);
    // when
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    // then
    assertThat(wrapped.iv()).hasSize(16);
    assertThat(wrapped.bytes()).hasSize(48);
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
  }

  @Test
  void takesAnIvThatTheTokenWritesIntoTheBuffer() {
    // given
    faulty.library.makeIv(Mechanism.IvPlace.BUFFER);
    ConnectedToken token = faulty.open(faulty.settings("cloudhsm"));
    TokenKey key = FaultyToken.key(token);
    // when
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    // then
    assertThat(wrapped.iv()).hasSize(12).isNotEqualTo(new byte[12]);
    assertThat(bytes(get(unwrap(token, key, wrapped)))).isEqualTo(DATA_KEY);
  }

  @Test
  void tellsUnsaidFromFalse() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    faulty.library.report(AttributeType.NEVER_EXTRACTABLE, ForwardingLibrary.Answer.INVALID);
    faulty.library.report(AttributeType.EXTRACTABLE, ForwardingLibrary.Answer.TRUE);
    // when
    KeyAttributes seen = get(token.describe(key));
    // then
    assertThat(seen.get(KeyAttributes.Name.NEVER_EXTRACTABLE)).isEqualTo(Attribute.NOT_SAID);
    assertThat(seen.get(KeyAttributes.Name.EXTRACTABLE)).isEqualTo(Attribute.TRUE);
    assertThat(seen.get(KeyAttributes.Name.SENSITIVE)).isEqualTo(Attribute.TRUE);
  }
}

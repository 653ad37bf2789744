package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.AttributeType.EXTRACTABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.LABEL;
import static io.sealbridge.hsm.cryptoki.AttributeType.LOCAL;
import static io.sealbridge.hsm.cryptoki.AttributeType.NEVER_EXTRACTABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SENSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.hsm.cryptoki.AttributeValue.NotSaid;
import io.sealbridge.hsm.cryptoki.AttributeValue.Present;
import io.sealbridge.hsm.cryptoki.AttributeValue.Reason;
import io.sealbridge.hsm.cryptoki.ForwardingLibrary.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the binding makes of faults, and that the faulty library does as it is told. */
class ForwardingLibraryIT {
  @TempDir Path directory;

  private TestToken token;
  private ForwardingLibrary faults;
  private CryptokiModule module;
  private CryptokiSession session;
  private ObjectHandle key;

  @BeforeEach
  void logIn() throws IOException {
    token = SoftHsmDirectory.create(directory, "soft token");
    faults = ForwardingLibrary.install(directory.resolve("forward"), token.library());
    module = token.load(faults.library());
    session = token.loggedIn(module);
    key =
        session.generateKey(
            new Mechanism.AesKeyGen(32), KeyTemplates.tokenAes("root-v1", new byte[] {1}));
  }

  @AfterEach
  void finalise() {
    session.close();
    module.close();
  }

  @Test
  void exportsOnlyTheFunctionListAndForwardsTheRest() {
    assertThat(module.info().manufacturer()).isEqualTo("SoftHSM");
    assertThat(module.info().library()).isEqualTo(faults.library());
    assertThat(session.findObjects(Template.empty().with(LABEL, "root-v1"), 2))
        .containsExactly(key);
  }

  @Test
  void failsAsOftenAsTold() {
    faults.failNext("C_GenerateRandom", 2, ReturnValue.DEVICE_ERROR);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> session.generateRandom(8))
          .hasMessage("C_GenerateRandom: CKR_DEVICE_ERROR");
    }
    assertThatCode(() -> session.generateRandom(8).close()).doesNotThrowAnyException();
  }

  @Test
  void failsUntilHealed() {
    faults.failAlways("C_GenerateRandom", ReturnValue.FUNCTION_FAILED);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> session.generateRandom(8)).isInstanceOf(CryptokiException.class);
    }

    faults.heal("C_GenerateRandom");

    assertThatCode(() -> session.generateRandom(8).close()).doesNotThrowAnyException();
  }

  @Test
  void keepsVendorCodes() {
    faults.failNext("C_Login", 1, 0x80000042L);

    assertThatThrownBy(() -> token.loggedIn(module))
        .isInstanceOfSatisfying(
            CryptokiException.class,
            thrown -> {
              assertThat(thrown.returnValue()).isEqualTo(ReturnValue.VENDOR_DEFINED);
              assertThat(thrown.code()).isEqualTo(0x80000042L);
              assertThat(thrown).hasMessage("C_Login: CKR_VENDOR_DEFINED+0x42");
            });
  }

  @Test
  void hangsUntilReleased() throws Exception {
    faults.hang("C_GenerateRandom");
    CompletableFuture<Integer> call =
        CompletableFuture.supplyAsync(
            () -> {
              try (var random = session.generateRandom(8)) {
                return random.length();
              }
            });
    waitUntilHanging("C_GenerateRandom");
    assertThat(call).isNotDone();
    assertThatThrownBy(() -> session.generateRandom(8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in use by another thread");
    assertThat(module.slots()).isNotEmpty();

    faults.release("C_GenerateRandom");

    assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(8);
  }

  @Test
  void waitsAsLongAsTold() {
    faults.delay("C_GenerateRandom", Duration.ofMillis(50));
    Instant start = Instant.now();

    session.generateRandom(8).close();

    assertThat(Duration.between(start, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void triesAgainWithALargerBuffer() {
    KeyPairHandles pair =
        session.generateKeyPair(
            new Mechanism.EcKeyPairGen(Curve.P256),
            KeyTemplates.publicKey(KeyKind.EC, new byte[] {2}, AttributeType.VERIFY),
            KeyTemplates.privateKey(KeyKind.EC, new byte[] {2}, AttributeType.SIGN));
    faults.countCalls();
    faults.failNext("C_Sign", 1, ReturnValue.BUFFER_TOO_SMALL);

    byte[] signature = session.sign(new Mechanism.Ecdsa(), pair.privateKey(), new byte[32]);

    assertThat(signature).hasSize(64);
    assertThat(faults.calls("C_Sign")).isEqualTo(2);
    assertThat(faults.calls("C_SignInit")).isEqualTo(1);
  }

  @Test
  void reportsAttributesAsTold() {
    faults.report(EXTRACTABLE, Answer.TRUE);
    faults.report(LOCAL, Answer.INVALID);
    faults.report(NEVER_EXTRACTABLE, Answer.UNAVAILABLE);
    faults.report(LABEL, Answer.SENSITIVE);

    assertThat(session.getAttributes(key, EXTRACTABLE, LOCAL, NEVER_EXTRACTABLE, LABEL, SENSITIVE))
        .containsEntry(EXTRACTABLE, Present.of(true))
        .containsEntry(LOCAL, new NotSaid(Reason.TYPE_INVALID))
        .containsEntry(NEVER_EXTRACTABLE, new NotSaid(Reason.UNAVAILABLE))
        .containsEntry(LABEL, new NotSaid(Reason.SENSITIVE))
        .containsEntry(SENSITIVE, Present.of(true));

    faults.reportTruth();

    assertThat(session.getAttributes(key, EXTRACTABLE, LOCAL))
        .containsEntry(EXTRACTABLE, Present.of(false))
        .containsEntry(LOCAL, Present.of(true));
  }

  @Test
  void readsAnUnavailableAttributeAmongOthersThatAreThere() {
    faults.report(NEVER_EXTRACTABLE, Answer.UNAVAILABLE);

    assertThat(session.getAttributes(key, NEVER_EXTRACTABLE, SENSITIVE))
        .containsEntry(NEVER_EXTRACTABLE, new NotSaid(Reason.UNAVAILABLE))
        .containsEntry(SENSITIVE, Present.of(true));
  }

  @Test
  void losesSessionsAndTheLogin() {
    faults.loseSessions();

    assertThatThrownBy(() -> session.info())
        .hasMessage("C_GetSessionInfo: CKR_SESSION_HANDLE_INVALID");
    assertThatCode(session::close).doesNotThrowAnyException();
    try (CryptokiSession fresh = module.openSession(token.slot(module), true)) {
      assertThat(fresh.info().state().userLoggedIn()).isFalse();
    }
  }

  @Test
  void takesTheTokenOutAndPutsItBack() {
    long slot = token.slot(module);

    faults.removeToken(ReturnValue.DEVICE_REMOVED);

    assertThatThrownBy(() -> session.generateRandom(8))
        .hasMessage("C_GenerateRandom: CKR_DEVICE_REMOVED");
    assertThat(module.slots()).allMatch(seen -> seen.token().isEmpty());
    assertThatThrownBy(() -> module.openSession(slot, true))
        .hasMessage("C_OpenSession: CKR_DEVICE_REMOVED");

    faults.insertToken();

    try (CryptokiSession fresh = token.loggedIn(module)) {
      assertThat(fresh.findObjects(Template.empty().with(LABEL, "root-v1"), 2)).hasSize(1);
    }
  }

  @Test
  void staysBrokenUntilInitialisedAgain() {
    faults.breakUntilInitialised(ReturnValue.DEVICE_ERROR);
    assertThatThrownBy(() -> module.slots()).hasMessage("C_GetSlotList: CKR_DEVICE_ERROR");

    module.close();
    module = token.load(faults.library());
    session = token.loggedIn(module);

    assertThat(session.info().state().userLoggedIn()).isTrue();
  }

  @Test
  void addsTokenFlags() {
    faults.addTokenFlags(TokenInfo.Flag.USER_PIN_FINAL_TRY, TokenInfo.Flag.USER_PIN_LOCKED);

    assertThat(module.slots().getFirst().token().map(TokenInfo::flags).orElseThrow())
        .contains(TokenInfo.Flag.USER_PIN_FINAL_TRY, TokenInfo.Flag.USER_PIN_LOCKED);

    faults.addTokenFlags();

    assertThat(module.slots().getFirst().token().map(TokenInfo::flags).orElseThrow())
        .doesNotContain(TokenInfo.Flag.USER_PIN_FINAL_TRY, TokenInfo.Flag.USER_PIN_LOCKED);
  }

  @Test
  void countsCalls() {
    faults.countCalls();

    token.loggedIn(module).close();

    assertThat(faults.calls("C_Login")).isEqualTo(1);
    assertThat(faults.calls("C_OpenSession")).isEqualTo(1);
    assertThat(faults.calls("C_Encrypt")).isZero();
  }

  private void waitUntilHanging(String function) {
    Instant deadline = Instant.now().plusSeconds(10);
    while (!faults.isHanging(function)) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}

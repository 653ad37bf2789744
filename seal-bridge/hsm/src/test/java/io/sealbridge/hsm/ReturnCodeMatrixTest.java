package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.await;
import static io.sealbridge.hsm.Answers.awaitReady;
import static io.sealbridge.hsm.Answers.awaitRefused;
import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static io.sealbridge.hsm.FaultyToken.generation;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.connection.Backoff;
import io.sealbridge.hsm.connection.Rhythm;
import io.sealbridge.hsm.cryptoki.PinFiles;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.hsm.fake.ScriptedLibrary;
import io.sealbridge.hsm.fault.FaultClass;
import io.sealbridge.hsm.fault.FaultTable;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.WrappedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every return code of PKCS#11: which fault a caller gets, and what happens to the connection. */
final class ReturnCodeMatrixTest {
  private static final FaultTable TABLE = FaultTable.standard();

  @TempDir private Path directory;
  private final ScriptedLibrary library = new ScriptedLibrary();
  private final HsmTokens tokens = new HsmTokens(Clock.systemUTC(), Exhaustion.never(), library);
  private ConnectedToken token;
  private TokenKey key;
  private WrappedKey wrapped;

  @BeforeEach
  void open() throws IOException {
    token = tokens.open(settings(), hurried());
    key = FaultyToken.key(token);
    wrapped = FaultyToken.wrap(token, key);
  }

  private HsmSettings settings() throws IOException {
    return new HsmSettings(
        "scripted",
        Provider.CRYPTOKI,
        directory.resolve("library.so"),
        "",
        TokenSelector.byLabel(ScriptedLibrary.TOKEN),
        PinFiles.write(directory.resolve("pin"), "1234"),
        "auto",
        2,
        Duration.ofSeconds(2),
        new StateLocation.OnToken());
  }

  private static Rhythm hurried() {
    Duration soon = Duration.ofMillis(5);
    return new Rhythm(
        Duration.ofHours(1),
        soon,
        soon,
        Duration.ofHours(1),
        new Backoff(soon, soon, new Random(1)));
  }

  @AfterEach
  void close() {
    tokens.close();
  }

  @ParameterizedTest
  @EnumSource(value = ReturnValue.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void oneFailureOfDecrypt(ReturnValue code) {
    // when
    library.failNext("C_Decrypt", code);
    // then
    switch (TABLE.classifyDecrypt(code)) {
      case STALE -> {
        get(FaultyToken.unwrap(token, key, wrapped)).close();
        assertThat(generation(token)).isEqualTo(2);
      }
      case GONE, VAGUE -> {
        get(FaultyToken.unwrap(token, key, wrapped)).close();
        assertThat(generation(token)).isEqualTo(1);
      }
      case BUSY -> expect(HsmFault.Busy.class);
      case REFUSED -> expect(HsmFault.Refused.class);
      case BAD_INPUT -> expect(HsmFault.BadInput.class);
    }
  }

  private void expect(Class<? extends HsmFault> kind) {
    assertThat(fault(FaultyToken.unwrap(token, key, wrapped))).isInstanceOf(kind);
    assertThat(generation(token)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(value = ReturnValue.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void oneFailureOfEncrypt(ReturnValue code) {
    // when
    library.failNext("C_Encrypt", code);
    // then
    switch (TABLE.classify(code)) {
      case STALE -> {
        assertThat(FaultyToken.wrap(token, key)).isNotNull();
        assertThat(generation(token)).isEqualTo(2);
      }
      case GONE, VAGUE -> {
        assertThat(wrapFault()).isInstanceOf(HsmFault.Gone.class);
        await("a new connection", () -> generation(token) == 2);
      }
      case BUSY -> assertThat(wrapFault()).isInstanceOf(HsmFault.Busy.class);
      case REFUSED -> assertThat(wrapFault()).isInstanceOf(HsmFault.Refused.class);
      case BAD_INPUT -> assertThat(wrapFault()).isInstanceOf(HsmFault.BadInput.class);
    }
  }

  private HsmFault wrapFault() {
    HsmFault fault =
        fault(token.wrap(key, io.sealbridge.keyring.SecretBytes.copyOf(new byte[32]), new byte[0]));
    assertThat(fault.seen()).contains("C_Encrypt").contains("CKR_");
    return fault;
  }

  @ParameterizedTest
  @EnumSource(value = ReturnValue.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void closesTheSessionThatSawAFault(ReturnValue code) {
    // given
    int before = library.calls("C_CloseSession");
    library.failNext("C_Decrypt", code);
    // when
    Answers.settled(FaultyToken.unwrap(token, key, wrapped));
    // then
    await("closed", () -> library.calls("C_CloseSession") > before);
  }

  @Test
  void blamesTheDeviceWhenTheCanaryFailsToo() {
    // given
    library.failNext("C_Decrypt", ReturnValue.GENERAL_ERROR);
    library.failNext("C_Decrypt", ReturnValue.FUNCTION_FAILED);
    // when
    HsmFault fault = fault(FaultyToken.unwrap(token, key, wrapped));
    // then
    assertThat(fault).isInstanceOf(HsmFault.Gone.class);
    await("a new connection", () -> generation(token) == 2);
  }

  @ParameterizedTest
  @EnumSource(value = ReturnValue.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void oneFailureOfLoginDecidesWhetherThePinIsShownAgain(ReturnValue code) throws IOException {
    // given
    tokens.close();
    ScriptedLibrary fresh = new ScriptedLibrary();
    fresh.loggedOut();
    fresh.failNext("C_Login", code);
    // when
    try (HsmTokens others = new HsmTokens(Clock.systemUTC(), Exhaustion.never(), fresh)) {
      ConnectedToken other = others.open(settings(), hurried());
      // then
      if (TABLE.classify(code) == FaultClass.REFUSED) {
        HsmStatus.Refused refused = awaitRefused(other);
        assertThat(refused.reason()).contains("CKR_").doesNotContain("1234");
        assertThat(fresh.calls("C_Login")).isEqualTo(1);
      } else {
        awaitReady(other);
        assertThat(fresh.calls("C_Login")).isEqualTo(2);
      }
    }
  }
}

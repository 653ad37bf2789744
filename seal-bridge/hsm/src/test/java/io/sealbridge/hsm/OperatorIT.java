package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.awaitReady;
import static io.sealbridge.hsm.Answers.awaitRefused;
import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.Cryptoki;
import io.sealbridge.hsm.cryptoki.CryptokiModule;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.KeyKind;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.PinFiles;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.cryptoki.TokenInfo;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.WrappedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits for an operator: PINs, selectors, libraries; and what strangers leave on a token. */
final class OperatorIT {
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
  void triesAWrongPinOnceAndAnotherOneWhenTheFileHoldsIt() throws IOException {
    // given
    String right = Files.readString(faulty.directory.pinFile()).strip();
    Path pinFile = PinFiles.write(path.resolve("wrong"), "0000000000000000");
    faulty.library.countCalls();
    // when
    ConnectedToken token = faulty.open(Settings.withPinFile(faulty.settings(), pinFile));
    HsmStatus.Refused refused = awaitRefused(token);
    // then
    assertThat(refused.reason()).contains("CKR_PIN_INCORRECT").doesNotContain("0000");
    assertThat(refused.action()).contains(pinFile.toString());
    assertThat(fault(token.random(1))).isInstanceOf(HsmFault.Refused.class);
    // when the file is looked at again and again
    Files.setLastModifiedTime(
        pinFile, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    long seen = System.nanoTime();
    Answers.await("ten looks at the file", () -> System.nanoTime() - seen > 200_000_000L);
    // then
    assertThat(faulty.library.calls("C_Login")).isEqualTo(1);
    // when
    PinFiles.write(pinFile, right);
    // then
    awaitReady(token);
    assertThat(faulty.library.calls("C_Login")).isEqualTo(2);
    assertThat(token.report().orElseThrow().pinWarnings()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenInfo.Flag.class,
      names = {"USER_PIN_FINAL_TRY", "USER_PIN_LOCKED"})
  void spendsNoPinTryOnATokenAboutToLock(TokenInfo.Flag flag) {
    // given
    faulty.library.addTokenFlags(flag);
    faulty.library.countCalls();
    // when
    HsmStatus.Refused refused = awaitRefused(faulty.open());
    // then
    assertThat(refused.reason()).contains("PIN");
    assertThat(faulty.library.calls("C_Login")).isZero();
  }

  @Test
  void warnsWhenPinTriesWereSpent() {
    // given
    faulty.library.addTokenFlags(TokenInfo.Flag.USER_PIN_COUNT_LOW);
    // when
    ConnectedToken token = faulty.open();
    awaitReady(token);
    // then
    assertThat(token.report().orElseThrow().pinWarnings()).hasSize(1);
  }

  @Test
  void refusesAPinFileThatOthersMayReadUntilItIsClosed() throws IOException {
    // given
    Path pinFile = faulty.directory.pinFile();
    Files.setPosixFilePermissions(pinFile, PosixFilePermissions.fromString("rw-r-----"));
    // when
    ConnectedToken token = faulty.open();
    // then
    assertThat(awaitRefused(token).reason()).contains("chmod 0600");
    // when
    Files.setPosixFilePermissions(pinFile, PosixFilePermissions.fromString("rw-------"));
    // then
    awaitReady(token);
  }

  @Test
  void saysWhichTokensItSawWhenNoneMatches() {
    HsmStatus.Refused refused =
        awaitRefused(
            faulty.open(
                Settings.with(
                    faulty.settings(),
                    new TokenSelector(
                        Optional.of("faulty"), Optional.of("not-this"), OptionalLong.empty()))));
    assertThat(refused.reason()).contains("not-this").contains("label \"faulty\"");
  }

  @Test
  void wantsExactlyOneToken() throws IOException {
    // given
    faulty.directory.addToken("another");
    // when
    HsmStatus.Refused refused =
        awaitRefused(faulty.open(Settings.with(faulty.settings(), TokenSelector.any())));
    // then
    assertThat(refused.reason())
        .startsWith("2 tokens match")
        .contains("\"another\"")
        .contains("\"faulty\"");
  }

  @Test
  void staysAliveWithoutItsLibrary() {
    HsmSettings settings = faulty.settings();
    HsmStatus.Refused refused =
        awaitRefused(
            faulty.open(
                new HsmSettings(
                    "absent",
                    settings.provider(),
                    path.resolve("absent.so"),
                    "",
                    settings.token(),
                    settings.pinFile(),
                    "auto",
                    1,
                    settings.callTimeout(),
                    settings.state())));
    assertThat(refused.reason()).contains("absent.so");
    assertThat(refused.action()).isNotBlank();
  }

  @Test
  void refusesAProfileThatNobodyKnows() {
    HsmStatus.Refused refused = awaitRefused(faulty.open(faulty.settings("sofhtsm")));
    assertThat(refused.action()).contains("softhsm").contains("generic");
  }

  @Test
  void refusesStatesOnATokenThatKeepsNone() {
    HsmStatus.Refused refused = awaitRefused(faulty.open(faulty.settings("nss")));
    assertThat(refused.action()).contains("file:");
  }

  @Test
  void ignoresWhatAnybodyMayPlant() {
    // given
    ConnectedToken token = faulty.open();
    TokenKey key = FaultyToken.key(token);
    WrappedKey wrapped = FaultyToken.wrap(token, key);
    KeyState state = HsmTokenContract.state(key, "root", 3);
    get(token.writeState(state));
    KeyState planted = HsmTokenContract.state(key, "root", 9);
    // when
    plant(
        Template.of(ObjectClass.DATA)
            .withAll(true, AttributeType.TOKEN)
            .withAll(false, AttributeType.PRIVATE)
            .with(AttributeType.APPLICATION, "seal-bridge")
            .with(AttributeType.LABEL, "root")
            .with(AttributeType.VALUE, io.sealbridge.hsm.state.KeyStateFormat.write(planted)));
    plant(
        Template.of(ObjectClass.DATA)
            .withAll(true, AttributeType.TOKEN, AttributeType.PRIVATE)
            .with(AttributeType.APPLICATION, "seal-bridge")
            .with(AttributeType.LABEL, "torn")
            .with(AttributeType.VALUE, "{\"schema\":1,".getBytes(StandardCharsets.UTF_8)));
    plant(
        Template.of(ObjectClass.SECRET_KEY, KeyKind.AES)
            .withAll(true, AttributeType.TOKEN, AttributeType.DECRYPT, AttributeType.ENCRYPT)
            .withAll(false, AttributeType.PRIVATE, AttributeType.SENSITIVE)
            .with(AttributeType.LABEL, key.label())
            .with(AttributeType.ID, key.id().bytes())
            .with(AttributeType.VALUE, new byte[32]));
    faulty.library.loseSessions();
    // then
    assertThat(get(token.readStates())).containsExactly(state);
    assertThat(HsmTokenContract.bytes(get(FaultyToken.unwrap(token, key, wrapped))))
        .isEqualTo(FaultyToken.DATA_KEY);
  }

  private void plant(Template template) {
    CryptokiModule module = Cryptoki.load(faulty.library.library(), Optional.empty());
    try (CryptokiSession session = module.openSession(faulty.directory.slot(module), true)) {
      session.createObject(template);
    }
  }

  @Test
  void sharesALibraryBetweenTokensAndFinalisesItLast() throws IOException {
    // given
    faulty.directory.addToken("another");
    faulty.library.countCalls();
    ConnectedToken first = faulty.open();
    ConnectedToken second =
        faulty.open(Settings.with(faulty.settings(), TokenSelector.byLabel("another")));
    awaitReady(first);
    awaitReady(second);
    // when
    first.close();
    // then
    get(second.random(1)).close();
    assertThat(fault(first.random(1))).isInstanceOf(HsmFault.Gone.class);
    assertThat(faulty.library.calls("C_Finalize")).isZero();
    // when
    second.close();
    // then
    assertThat(faulty.library.calls("C_Initialize")).isEqualTo(1);
    assertThat(faulty.library.calls("C_Finalize")).isEqualTo(1);
  }
}

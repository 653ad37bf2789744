package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.tls.Identity;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is wrong before the first request. Faults of the configuration end the process with a
 * sentence; faults of the device leave it alive and not ready, since a supervisor that starts it
 * again and again would lock the token.
 */
class StartFaultsIT {
  private static final Duration START = Duration.ofSeconds(90);
  private static final int CONFIGURATION_ERROR = 2;
  private static final int POLLS = 60;

  @RegisterExtension final Scene scene = new Scene();

  private Authority authority;
  private SoftHsm hsm;
  private Bridge bridge;

  @BeforeEach
  void aBridgeWithAKey() {
    authority = scene.authority();
    hsm = scene.softHsm();
    bridge = scene.bridge("bridge-1", authority, hsm);
    bridge.createKey();
  }

  @Test
  void aWrongPinIsTriedOnceAndAgainOnlyWhenThePinFileChanges() {
    // given
    PrivateFiles.write(hsm.pinFile(), "00000000");

    // when
    ManagedProcess process = bridge.launch();
    awaitLiveButNotReady(process);
    staysLiveAndNotReady(process);

    // then
    assertThat(process.output()).contains("CKR_PIN_INCORRECT").contains(hsm.pinFile().toString());
    assertThat(occurrences(process.output(), "it was tried once")).isEqualTo(1);

    // when
    PrivateFiles.write(hsm.pinFile(), hsm.pin());

    // then
    awaitReady(process);
  }

  @Test
  void aTokenThatIsNotThereLeavesTheBridgeAliveAndNamesTheTokensSeen() {
    // given
    bridge.configure(
        bridge.config().replacing("hsms", "label: " + SoftHsm.LABEL, "label: no-such-token"));

    // when
    ManagedProcess process = bridge.launch();
    awaitLiveButNotReady(process);

    // then
    awaitOutput(process, "no-such-token", SoftHsm.LABEL);
  }

  @Test
  void aMissingLibraryIsNamed() {
    // given
    bridge.configure(
        bridge
            .config()
            .replacing("hsms", SoftHsm.library().toString(), "/usr/lib/no-such-library.so"));

    // when
    ManagedProcess process = bridge.launch();

    // then
    awaitOutput(process, "/usr/lib/no-such-library.so");
  }

  @Test
  void aKeyThatIsNotPrivateIsRefused() {
    // given
    replaceKey("--sensitive");

    // when
    ManagedProcess process = bridge.launch();
    awaitLiveButNotReady(process);

    // then
    awaitOutput(process, "PRIVATE is FALSE, must be TRUE");
  }

  @Test
  void anExtractableKeyIsRefused() {
    // given
    replaceKey("--private", "--sensitive", "--extractable");

    // when
    ManagedProcess process = bridge.launch();
    awaitLiveButNotReady(process);

    // then
    awaitOutput(process, " EXTRACTABLE is TRUE, must be FALSE");
  }

  @Test
  void aPublicObjectPlantedWithoutThePinIsReportedAndNeverUsed() {
    // given
    hsm.pkcs11Tool("--keygen", "--key-type", "AES:32", "--label", "root-v2", "--id", "0102")
        .orFail();

    // when
    bridge.start();

    // then
    awaitOutput(bridge.running(), "root-v2");
    try (var transit = bridge.transit(bridge.createToken("vault-token"))) {
      assertThat(transit.encrypt("a message").ciphertext()).startsWith("vault:v1:");
      assertThat(transit.latestVersion()).isEqualTo(1);
    }
  }

  @Test
  void anExpiredCertificateEndsTheStart() {
    // given
    Identity expired = authority.issueExpired("bridge-1.test");

    // when
    ManagedProcess process = bridge.launch();

    // then
    assertThat(process.awaitExit(START)).isEqualTo(CONFIGURATION_ERROR);
    assertThat(process.output()).contains(expired.certificate().toString()).contains("expired");
  }

  @Test
  void aPinFileThatOthersMayReadEndsTheStart() {
    // given
    PrivateFiles.write(hsm.pinFile(), hsm.pin(), "rw-r--r--");

    // when
    ManagedProcess process = bridge.launch();

    // then
    assertThat(process.awaitExit(START)).isEqualTo(CONFIGURATION_ERROR);
    assertThat(process.output()).contains(hsm.pinFile().toString()).contains("chmod 600");
  }

  @Test
  void aPrivateKeyThatOthersMayReadEndsTheStart() {
    // given
    Identity server = authority.issue("bridge-1.test");
    PrivateFiles.openToAll(server.key());

    // when
    ManagedProcess process = bridge.launch();

    // then
    assertThat(process.awaitExit(START)).isEqualTo(CONFIGURATION_ERROR);
    assertThat(process.output()).contains(server.key().toString()).contains("chmod 600");
  }

  /** Puts another key in the place of the one that the state names. */
  private void replaceKey(String... options) {
    String listed =
        hsm.pkcs11Tool("--login", "--pin", hsm.pin(), "--list-objects").orFail().output();
    var id = Pattern.compile("ID:\\s+([0-9a-f]+)").matcher(listed);
    assertThat(id.find()).as("a key with an id in\n%s", listed).isTrue();
    hsm.pkcs11Tool(
            "--login",
            "--pin",
            hsm.pin(),
            "--delete-object",
            "--type",
            "secrkey",
            "--id",
            id.group(1))
        .orFail();
    String[] command = {
      "--login",
      "--pin",
      hsm.pin(),
      "--keygen",
      "--key-type",
      "AES:32",
      "--label",
      "root-v1",
      "--id",
      id.group(1)
    };
    String[] all = java.util.Arrays.copyOf(command, command.length + options.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    hsm.pkcs11Tool(all).orFail();
  }

  private void awaitLiveButNotReady(ManagedProcess process) {
    Eventually.until(
        "the bridge is alive",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("the bridge ended:\n" + process.tail());
          }
          return bridge.managementStatus("/livez") == 200
              && bridge.managementStatus("/readyz") == 503;
        });
  }

  private void staysLiveAndNotReady(ManagedProcess process) {
    for (int poll = 0; poll < POLLS; poll++) {
      assertThat(process.isAlive()).isTrue();
      assertThat(bridge.managementStatus("/livez")).isEqualTo(200);
      assertThat(bridge.managementStatus("/readyz")).isEqualTo(503);
    }
  }

  private void awaitReady(ManagedProcess process) {
    Eventually.until(
        "the bridge is ready",
        START,
        () -> process.isAlive() && bridge.managementStatus("/readyz") == 200);
  }

  private static void awaitOutput(ManagedProcess process, String... texts) {
    for (String text : texts) {
      Eventually.until("the log names " + text, START, () -> process.output().contains(text));
    }
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}

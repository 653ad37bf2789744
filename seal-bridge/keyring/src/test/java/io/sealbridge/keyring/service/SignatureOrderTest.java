package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No signature without its entries. */
class SignatureOrderTest {
  private static final KeyName KEY = new KeyName("app");
  private static final SigningInput INPUT =
      new SigningInput(
          Octets.copyOf(new byte[] {1, 2, 3}),
          false,
          Optional.of(HashFunction.SHA256),
          new RsaPadding.Pkcs1());
  private final FakeBridge bridge = FakeBridge.over("primary");

  @BeforeEach
  void makeKeys() {
    bridge.createSigning("app", KeyType.ECDSA_P256, "primary");
    bridge.createSigning("codes", KeyType.HMAC, "primary");
    bridge.hsm(0).forgetCalls();
  }

  @Test
  void theHsmIsNotCalledBeforeTheIntentIsDurable() {
    bridge.log().holdFor(KeyUseEntry.Intent.class);

    CompletableFuture<Signed> signing = signing();
    CompletableFuture<Coded> coding = coding();

    assertThat(bridge.hsm(0).calls()).isEmpty();
    bridge.log().release();
    assertThat(signing).isCompleted();
    assertThat(coding).isCompleted();
    assertThat(bridge.hsm(0).calls()).containsExactly("sign", "mac");
  }

  @Test
  void theSignatureDoesNotLeaveBeforeTheOutcomeIsDurable() {
    bridge.log().holdFor(KeyUseEntry.Outcome.class);

    CompletableFuture<Signed> signing = signing();
    CompletableFuture<Coded> coding = coding();

    assertThat(signing).isNotDone();
    assertThat(coding).isNotDone();
    bridge.log().release();
    assertThat(signing).isCompleted();
    assertThat(coding).isCompleted();
  }

  @Test
  void withoutAnIntentTheHsmIsNotCalled() {
    bridge.log().failFor(KeyUseEntry.Intent.class);

    assertThat(Done.error(signing())).isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(Done.error(coding())).isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(bridge.hsm(0).calls()).isEmpty();
  }

  @Test
  void withoutAnOutcomeThereIsNoSignature() {
    bridge.log().failFor(KeyUseEntry.Outcome.class);

    assertThat(Done.error(signing())).isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(Done.error(coding())).isInstanceOf(KeyringError.LogUnavailable.class);
  }

  @Test
  void theOutcomeNamesTheSignatureByItsHash() {
    Signed signed = Done.value(signing());

    KeyUseEntry.Outcome outcome = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(outcome.operation()).isEqualTo(Operation.SIGN);
    assertThat(outcome.result()).isEqualTo("ok");
    assertThat(outcome.hsm()).contains("primary");
    assertThat(outcome.ciphertextSha256())
        .contains(HexFormat.of().formatHex(HashFunction.SHA256.digest(signed.signature().bytes())));
    assertThat(bridge.log().entries(KeyUseEntry.Intent.class).getLast().bytes()).isEqualTo(32);
  }

  @Test
  void verifyingInSoftwareIsNoUse() {
    Signed signed = Done.value(signing());
    bridge.hsm(0).forgetCalls();
    int entries = bridge.log().entries().size();

    assertThat(Done.value(bridge.signatures().verify(anyone(), KEY, INPUT, signed.signature(), 1)))
        .isTrue();
    assertThat(bridge.log().entries()).hasSize(entries);
    assertThat(bridge.hsm(0).calls()).isEmpty();
  }

  private CompletableFuture<Signed> signing() {
    return bridge
        .signatures()
        .sign(anyone(), KEY, INPUT, OptionalInt.empty())
        .toCompletableFuture();
  }

  private CompletableFuture<Coded> coding() {
    return bridge
        .signatures()
        .mac(
            anyone(), new KeyName("codes"), HashFunction.SHA256, INPUT.input(), OptionalInt.empty())
        .toCompletableFuture();
  }
}

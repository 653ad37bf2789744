package io.sealbridge.keyring.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import io.sealbridge.keyring.signature.SoftwareVerifier;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TokenSigningTest {
  private static final KeyName TOKENS = InternalKey.TOKENS.keyName();
  private static final byte[] DATA = "header.claims".getBytes(StandardCharsets.US_ASCII);
  private final FakeBridge bridge = FakeBridge.over("first", "second");

  @Test
  void saysHowTheKeyIsMadeWhenItIsNotThere() {
    KeyringError error = Done.error(bridge.tokenSigning().sign(DATA));

    assertThat(error).isEqualTo(new KeyringError.InternalKeyMissing(InternalKey.TOKENS));
    assertThat(error.text()).endsWith("\"seal-bridge keys create bridge-tokens\"");
    assertThat(bridge.tokenSigning().trusted()).isEmpty();
  }

  @Test
  void signsWithAKeyThatIsTrusted() {
    makeTokens();

    TokenSigning.TokenSignature signature = Done.value(bridge.tokenSigning().sign(DATA));

    assertThat(bridge.tokenSigning().trusted()).hasSize(2).contains(signature.publicKey());
    assertThat(verifies(signature)).isTrue();
  }

  @Test
  void anyHsmSigns() {
    makeTokens();
    bridge.hsm(0).failNext("sign", new HsmFault.Gone("C_Sign: CKR_DEVICE_REMOVED"));

    TokenSigning.TokenSignature second = Done.value(bridge.tokenSigning().sign(DATA));

    assertThat(second.publicKey()).isEqualTo(bridge.tokenSigning().trusted().get(1));
    bridge.hsm(0).goAway();
    assertThat(verifies(Done.value(bridge.tokenSigning().sign(DATA)))).isTrue();
    assertThat(bridge.tokenSigning().trusted()).hasSize(2);
  }

  @Test
  void theKeysOfAVersionAreTrustedUntilItIsRetired() {
    makeTokens();
    Done.value(bridge.administration().rotate("test", TOKENS));
    bridge.refresh();
    assertThat(bridge.tokenSigning().trusted()).hasSize(4);

    Done.value(bridge.administration().retire("test", TOKENS, 1));
    bridge.refresh();

    assertThat(bridge.tokenSigning().trusted()).hasSize(2);
  }

  @Test
  void aKeyThatAttestationRefusesNeitherSignsNorIsTrusted() {
    makeTokens();
    bridge.hsm(0).override("bridge-tokens-v1", KeyAttributes.Name.EXTRACTABLE, Attribute.TRUE);
    bridge.restart();

    TokenSigning.TokenSignature signature = Done.value(bridge.tokenSigning().sign(DATA));

    assertThat(bridge.tokenSigning().trusted()).containsExactly(signature.publicKey());
    assertThat(bridge.log().entries(KeyUseEntry.Outcome.class).getLast().hsm()).contains("second");
  }

  @Test
  void freezingTheKeyEndsEveryToken() {
    makeTokens();
    Done.value(bridge.administration().freeze("test", TOKENS));
    bridge.refresh();

    assertThat(Done.error(bridge.tokenSigning().sign(DATA)))
        .isEqualTo(new KeyringError.Frozen(TOKENS));
    assertThat(bridge.tokenSigning().trusted()).isEmpty();
  }

  @Test
  void aKeyOfAnotherPurposeOrTypeIsNotTheOne() {
    bridge.create("root", FakeBridge.aes("first"));
    bridge.create(
        KeyPurpose.INTERNAL,
        "bridge-tokens",
        new Placement("first", KeyType.AES_256, new UsageChoice.AesGcm()));

    assertThat(Done.error(bridge.tokenSigning().sign(DATA)))
        .isInstanceOf(KeyringError.InternalKeyMissing.class);
    assertThat(bridge.tokenSigning().trusted()).isEmpty();
  }

  @Test
  void theSignatureDoesNotLeaveBeforeItsOutcomeIsDurable() {
    makeTokens();
    bridge.log().holdFor(KeyUseEntry.Outcome.class);

    CompletableFuture<?> signing = bridge.tokenSigning().sign(DATA).toCompletableFuture();

    assertThat(signing).isNotDone();
    bridge.log().release();
    assertThat(signing).isCompleted();
    KeyUseEntry.Outcome outcome = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(outcome.operation()).isEqualTo(Operation.SIGN);
    assertThat(outcome.key()).isEqualTo(TOKENS);
    bridge.log().failFor(KeyUseEntry.Outcome.class);
    assertThat(Done.error(bridge.tokenSigning().sign(DATA)))
        .isInstanceOf(KeyringError.LogUnavailable.class);
  }

  private static boolean verifies(TokenSigning.TokenSignature signature) {
    return new SoftwareVerifier(signature.publicKey())
        .verifies(
            new SignatureScheme.Ecdsa(), HashFunction.SHA256.digest(DATA), signature.der().bytes());
  }

  private void makeTokens() {
    bridge.create(
        KeyPurpose.INTERNAL,
        "bridge-tokens",
        new Placement("first", KeyType.ECDSA_P256, new UsageChoice.Signing()),
        new Placement("second", KeyType.ECDSA_P256, new UsageChoice.Signing()));
  }
}

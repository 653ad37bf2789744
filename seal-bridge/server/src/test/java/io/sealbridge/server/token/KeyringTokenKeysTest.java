package io.sealbridge.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.attestation.AttestationMode;
import io.sealbridge.keyring.attestation.Attestor;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The key of tokens over fake HSMs that sign for real. */
class KeyringTokenKeysTest {

  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final FakeBridge bridge = FakeBridge.over("primary", "standby");
  private final KeyringTokenKeys keys = keys(bridge.registry());
  private final LoginTokens tokens = new LoginTokens("test", keys, System::nanoTime);

  @Test
  void isNoKeyUntilItIsMade() {
    assertThat(keys.signers()).isEmpty();
    assertThatThrownBy(() -> issue(keys))
        .hasCauseInstanceOf(NoTokenKeyException.class)
        .hasMessageContaining("seal-bridge keys create bridge-tokens");
  }

  @Test
  void signsByOneHsmAndTrustsAll() {
    // given
    create();

    // when
    TokenIssuer.Issued first = issue(keys);
    bridge.hsm(0).goAway();
    TokenIssuer.Issued second = issue(keys);

    // then
    assertThat(first.token().keyId()).isNotEqualTo(second.token().keyId());
    assertThat(counts(first)).isTrue();
    assertThat(counts(second)).isTrue();
  }

  @Test
  void takesTheNextHsmWhenOneRefusesToSign() {
    // given
    create();
    bridge.hsm(0).failNext("sign", new HsmFault.Busy("CKR_SESSION_COUNT", SETTLING));

    // then
    assertThat(counts(issue(keys))).isTrue();
  }

  @Test
  void saysWhatTheHsmsSaidWhenNoneSigns() {
    // given
    create();
    bridge.hsm(0).goAway();
    bridge.hsm(1).goAway();

    // then
    assertThatThrownBy(() -> issue(keys))
        .isInstanceOf(CompletionException.class)
        .satisfies(failure -> assertThat(HsmException.faultOf(failure)).isPresent());
  }

  @Test
  void livingTokensGoOnWhileNoHsmAnswers() {
    // given
    create();
    TokenIssuer.Issued issued = issue(keys);

    // when
    bridge.hsm(0).goAway();
    bridge.hsm(1).goAway();
    bridge.refresh();
    bridge.clock().advance(Duration.ofMinutes(10));

    // then
    assertThat(counts(issued)).isTrue();
  }

  @Test
  void signsWithNoKeyThatCouldLeaveItsHsm() {
    // given
    create();
    bridge.hsm(0).override("bridge-tokens-v1", KeyAttributes.Name.EXTRACTABLE, Attribute.TRUE);
    bridge.hsm(1).override("bridge-tokens-v1", KeyAttributes.Name.EXTRACTABLE, Attribute.TRUE);
    bridge.restart();

    // then
    assertThatThrownBy(() -> issue(keys(bridge.registry())))
        .hasMessageContaining("key bridge-tokens is refused");
  }

  @Test
  void tokensOfAnOldVersionCountDownToTheMinimum() {
    // given
    create();
    TokenIssuer.Issued old = issue(keys);
    rotate();
    bridge.clock().advance(SETTLING);
    TokenIssuer.Issued young = issue(keys);
    assertThat(young.token().keyId()).isNotEqualTo(old.token().keyId());
    assertThat(counts(old)).isTrue();
    assertThat(counts(young)).isTrue();

    // when
    Done.value(bridge.administration().retire("test", KeyringTokenKeys.NAME, 1));
    bridge.refresh();

    // then
    assertThat(counts(old)).isFalse();
    assertThat(counts(young)).isTrue();
  }

  @Test
  void aNewVersionSignsOnceTheOtherReplicasHaveHadTimeToSeeIt() {
    // given
    create();
    KeyringTokenKeys other = keys(anotherReplica());
    LoginTokens there = new LoginTokens("test", other, System::nanoTime);

    // when
    rotate();

    // then
    assertThat(there.find(issue(keys).text())).isInstanceOf(LoginTokens.Found.Token.class);

    // when
    bridge.clock().advance(SETTLING);
    TokenIssuer.Issued young = issue(keys);

    // then
    assertThat(there.find(young.text())).isEqualTo(new LoginTokens.Found.Nothing());
    Done.value(replica.refreshAnew());
    assertThat(there.find(young.text())).isInstanceOf(LoginTokens.Found.Token.class);
  }

  @Test
  void aNewVersionSignsAtOnceWhenTheOldOnesAreRetired() {
    // given
    create();
    TokenIssuer.Issued old = issue(keys);
    bridge.clock().advance(SETTLING);
    rotate();

    // when
    Done.value(bridge.administration().retire("test", KeyringTokenKeys.NAME, 1));
    bridge.refresh();

    // then
    TokenIssuer.Issued young = issue(keys);
    assertThat(young.token().keyId()).isNotEqualTo(old.token().keyId());
    assertThat(counts(young)).isTrue();
  }

  @Test
  void aFrozenKeySignsNothingAndItsTokensDoNotCountUntilItIsThawed() {
    // given
    create();
    TokenIssuer.Issued issued = issue(keys);

    // when
    Done.value(bridge.administration().freeze("test", KeyringTokenKeys.NAME));
    bridge.refresh();

    // then
    assertThat(counts(issued)).isFalse();
    assertThat(keys.signers()).isEmpty();

    // when
    Done.value(bridge.administration().thaw("test", KeyringTokenKeys.NAME));
    bridge.refresh();

    // then
    assertThat(counts(issued)).isTrue();
  }

  @Test
  void isNotFooledByAKeyOfThatNameForCallers() {
    // given
    bridge.create(KeyPurpose.APPLICATION, "bridge-tokens", placement("primary"));

    // then
    assertThat(keys.signers()).isEmpty();
  }

  private KeyRegistry replica = bridge.registry();

  private KeyRegistry anotherReplica() {
    List<HsmToken> hsms = List.of(bridge.hsm(0), bridge.hsm(1));
    replica =
        new KeyRegistry(
            hsms,
            new Attestor(
                key -> AttestationMode.REQUIRE, bridge.log(), bridge.alarms(), bridge.clock()),
            bridge.marks(),
            bridge.alarms(),
            KeyRegistry.Timing.DEFAULT,
            bridge.clock());
    Done.value(replica.refresh());
    return replica;
  }

  private KeyringTokenKeys keys(KeyRegistry registry) {
    return new KeyringTokenKeys(registry, SETTLING, bridge.clock());
  }

  private void create() {
    bridge.create(KeyPurpose.INTERNAL, "bridge-tokens", placement("primary"), placement("standby"));
  }

  private static Placement placement(String hsm) {
    return new Placement(hsm, KeyType.ECDSA_P256, new UsageChoice.Signing());
  }

  private void rotate() {
    Done.value(bridge.administration().rotate("test", KeyringTokenKeys.NAME));
    bridge.refresh();
  }

  private boolean counts(TokenIssuer.Issued issued) {
    return tokens.find(issued.text()) instanceof LoginTokens.Found.Token;
  }

  private TokenIssuer.Issued issue(BridgeTokenKeys signing) {
    return new TokenIssuer("test", signing, new SecureRandom())
        .issue(
            new TokenIssuer.Order("vault-a", "jwt:m:s", Duration.ofHours(1), 0),
            bridge.clock().instant())
        .toCompletableFuture()
        .join();
  }
}

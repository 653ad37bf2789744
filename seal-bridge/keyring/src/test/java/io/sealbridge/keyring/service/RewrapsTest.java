package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static io.sealbridge.keyring.fake.FakeBridge.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RewrapsTest {
  private static final KeyName ROOT = new KeyName("root");
  private static final byte[] NONE = new byte[0];
  private final FakeBridge bridge = FakeBridge.withRootKey();
  private String old = "";

  @BeforeEach
  void sealAndRotate() {
    old = bridge.seal("root", "text");
    Done.value(bridge.service().rotate(anyone(), ROOT));
  }

  @Test
  void sealsTheSameTextWithTheLatestVersion() {
    String made = rewrap();

    assertThat(made).startsWith("vault:v2:");
    assertThat(bridge.open("root", made)).isEqualTo("text");
  }

  @Test
  void bothTextsAreInTheLog() {
    String made = rewrap();

    List<KeyUseEntry.Outcome> outcomes =
        bridge.log().entries(KeyUseEntry.Outcome.class).stream()
            .filter(outcome -> outcome.operation() == Operation.REWRAP)
            .toList();
    assertThat(outcomes).extracting(KeyUseEntry.Outcome::keyVersion).containsExactly(1, 2);
    assertThat(outcomes.get(0).ciphertextSha256()).contains(TextHash.sha256(old));
    assertThat(outcomes.get(1).ciphertextSha256()).contains(TextHash.sha256(made));
    assertThat(bridge.log().entries(KeyUseEntry.Intent.class).getLast().operation())
        .isEqualTo(Operation.REWRAP);
  }

  @Test
  void withoutAnIntentNothingIsOpened() {
    bridge.log().failFor(KeyUseEntry.Intent.class);
    bridge.hsm(0).forgetCalls();

    assertThat(refusal()).isInstanceOf(KeyringError.LogUnavailable.class);
    assertThat(bridge.hsm(0).calls()).doesNotContain("unwrap", "wrap");
  }

  @Test
  void withoutAnOutcomeNothingLeaves() {
    bridge.log().failFor(KeyUseEntry.Outcome.class);

    assertThat(refusal()).isInstanceOf(KeyringError.LogUnavailable.class);
  }

  @Test
  void needsItsOwnGrantAndNoOther() {
    assertThat(
            Done.error(
                bridge
                    .service()
                    .rewraps()
                    .rewrap(
                        caller(
                            Grant.ofKeys(
                                Set.of(ROOT), Set.of(Operation.ENCRYPT, Operation.DECRYPT))),
                        ROOT,
                        old,
                        NONE,
                        OptionalInt.empty())))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(
            Done.value(
                    bridge
                        .service()
                        .rewraps()
                        .rewrap(
                            caller(Grant.ofKeys(Set.of(ROOT), Set.of(Operation.REWRAP))),
                            ROOT,
                            old,
                            NONE,
                            OptionalInt.empty()))
                .version())
        .isEqualTo(2);
  }

  private String rewrap() {
    return Done.value(
            bridge.service().rewraps().rewrap(anyone(), ROOT, old, NONE, OptionalInt.empty()))
        .toString();
  }

  private KeyringError refusal() {
    return Done.error(
        bridge.service().rewraps().rewrap(anyone(), ROOT, old, NONE, OptionalInt.empty()));
  }
}

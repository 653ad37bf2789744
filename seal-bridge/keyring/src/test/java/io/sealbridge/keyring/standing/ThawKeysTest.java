package io.sealbridge.keyring.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Thaw;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThawKeysTest {
  private static final KeyName ROOT = new KeyName("root");
  private final SigningPerson alice = SigningPerson.withEd25519();
  private final SigningPerson bob = SigningPerson.withCurve("secp256r1");
  private final ThawKeys keys =
      new ThawKeys("prod", List.of(ThawKey.of(alice.publicKey()), ThawKey.of(bob.publicKey())));

  @Test
  void theTextNamesDeploymentKeyAndSerial() {
    assertThat(ThawText.of("prod", ROOT, 7))
        .isEqualTo("seal-bridge thaw 1\ndeployment: prod\nkey: root\nserial: 7\n");
  }

  @Test
  void anyOneOfTheKeysIsEnoughAndIsNamed() {
    assertThat(keys.signer(ROOT, alice.thaw("prod", ROOT, 7)))
        .contains(ThawKey.of(alice.publicKey()).sha256());
    assertThat(keys.signer(ROOT, bob.thaw("prod", ROOT, 7)))
        .contains(ThawKey.of(bob.publicKey()).sha256());
  }

  @Test
  void aSignatureFitsOneFreezeOfOneKeyOfOneDeployment() {
    Octets signature = alice.thaw("prod", ROOT, 7).signature();

    assertThat(keys.signer(ROOT, new Thaw(8, signature))).isEmpty();
    assertThat(keys.signer(new KeyName("other"), new Thaw(7, signature))).isEmpty();
    assertThat(keys.signer(ROOT, alice.thaw("test", ROOT, 7))).isEmpty();
  }

  @Test
  void strangersAndRubbishHaveNotSigned() {
    assertThat(keys.signer(ROOT, SigningPerson.withEd25519().thaw("prod", ROOT, 7))).isEmpty();
    Octets rubbish = Octets.copyOf("rubbish".getBytes(StandardCharsets.US_ASCII));
    assertThat(keys.signer(ROOT, new Thaw(7, rubbish))).isEmpty();
  }

  @Test
  void otherKindsOfKeysAreRefused() {
    byte[] larger = SigningPerson.withCurve("secp384r1").publicKey();

    assertThatThrownBy(() -> ThawKey.of(larger)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ThawKey.of(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

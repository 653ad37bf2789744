package io.sealbridge.keyring.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import java.security.SecureRandom;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SealingTest {
  private static final EnvelopeRecipient RECIPIENT =
      new EnvelopeRecipient(
          new KeyId(1, 2), Mechanism.AES_GCM, new WrappedKey(new byte[12], new byte[48]));
  private final SecureRandom random = new SecureRandom();

  @Property(tries = 200)
  void opensWhatItSealed(
      @ForAll @IntRange(min = 1) int version,
      @ForAll @Size(max = 300) byte[] plaintext,
      @ForAll @Size(max = 50) byte[] aad) {
    try (Sealing sealing = begin(version)) {
      byte[] bytes = sealing.seal(List.of(RECIPIENT), SecretBytes.copyOf(plaintext), aad);

      Opening opening = Opening.of(Envelope.parse(bytes), sealing.dataKey(), aad);

      assertThat(opening)
          .isInstanceOfSatisfying(
              Opening.Opened.class,
              opened ->
                  assertThat(opened.plaintext().<byte[]>use(byte[]::clone)).isEqualTo(plaintext));
    }
  }

  @Example
  void opensWithNoOtherAssociatedData() {
    try (Sealing sealing = begin(1)) {
      byte[] bytes = seal(sealing, new byte[] {1, 2});

      assertThat(Opening.of(Envelope.parse(bytes), sealing.dataKey(), new byte[] {1, 3}))
          .isInstanceOf(Opening.Forged.class);
      assertThat(Opening.of(Envelope.parse(bytes), sealing.dataKey(), new byte[0]))
          .isInstanceOf(Opening.Forged.class);
    }
  }

  @Example
  void aDataKeyOfAnyOtherLengthOrValueIsNotCommittedTo() {
    try (Sealing sealing = begin(1)) {
      Envelope envelope = Envelope.parse(seal(sealing, new byte[0]));

      for (int length : new int[] {0, 1, 16, 31, 32, 33, 1000}) {
        SecretBytes other = SecretBytes.takeOwnershipOf(new byte[length]);
        assertThat(Opening.of(envelope, other, new byte[0]))
            .isInstanceOf(Opening.OtherDataKey.class);
      }
    }
  }

  @Example
  void theDataKeyIsWipedOnClose() {
    Sealing sealing = begin(1);
    SecretBytes dataKey = sealing.dataKey();

    sealing.close();

    assertThatThrownBy(() -> dataKey.use(byte[]::clone)).isInstanceOf(IllegalStateException.class);
  }

  @Example
  void refusesAWrapThatNoReaderWouldAccept() {
    assertThatThrownBy(
            () ->
                new EnvelopeRecipient(
                    new KeyId(1, 2), Mechanism.AES_GCM, new WrappedKey(new byte[8], new byte[48])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the HSM's answer is not usable");
  }

  private Sealing begin(int version) {
    return Sealing.begin(EnvelopeContext.TRANSIT, new KeyName("root"), version, random);
  }

  private static byte[] seal(Sealing sealing, byte[] aad) {
    return sealing.seal(List.of(RECIPIENT), SecretBytes.copyOf(new byte[] {7}), aad);
  }
}

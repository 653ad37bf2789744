package io.sealbridge.keyring.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.KeyName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EnvelopeParserTest {
  private final Vector vector = Vector.named("aes-gcm");
  private final byte[] good = vector.bytes("envelope");
  private final int payloadAt = good.length - vector.bytes("plaintext").length - 16;

  @Property
  void arbitraryBytesGiveAnEnvelopeOrTheOneException(@ForAll @Size(max = 600) byte[] bytes) {
    parseOrRefuse(bytes);
  }

  @Property
  void bytesAfterAGoodBeginningGiveAnEnvelopeOrTheOneException(
      @ForAll @IntRange(max = 140) int kept, @ForAll @Size(max = 600) byte[] tail) {
    byte[] bytes = Arrays.copyOf(good, kept + tail.length);
    System.arraycopy(tail, 0, bytes, kept, tail.length);

    parseOrRefuse(bytes);
  }

  private static void parseOrRefuse(byte[] bytes) {
    try {
      assertThat(Envelope.parse(bytes).recipients()).isNotEmpty();
    } catch (MalformedCiphertextException e) {
      assertThat(e).hasMessageStartingWith("invalid ciphertext: ");
    }
  }

  @Example
  void refusesAnEnvelopeCutBeforeTheEndOfItsTag() {
    for (int length = 0; length < payloadAt + 16; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> Envelope.parse(cut))
          .as("cut to %s bytes", length)
          .isInstanceOf(MalformedCiphertextException.class)
          .hasMessageContaining("the envelope ends within its");
    }
  }

  @Example
  void anEnvelopeCutOrLengthenedInItsPayloadDoesNotOpen() {
    for (int length = payloadAt + 16; length <= good.length + 20; length++) {
      byte[] other = Arrays.copyOf(good, length);
      if (length != good.length) {
        assertThat(Opening.of(Envelope.parse(other), vector.dataKey(), new byte[0]))
            .as("%s bytes", length)
            .isInstanceOf(Opening.Forged.class);
      }
    }
  }

  @Example
  void noEnvelopeWithAFlippedBitOpens() {
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(opens(flipped)).as("bit %s of byte %s", bit % 8, bit / 8).isFalse();
    }
  }

  private boolean opens(byte[] bytes) {
    try {
      Envelope envelope =
          Envelope.parse(bytes).requireMadeFor(vector.context(), vector.key(), vector.version());
      return Opening.of(envelope, vector.dataKey(), new byte[0]) instanceof Opening.Opened;
    } catch (MalformedCiphertextException _) {
      return false;
    }
  }

  @Example
  void refusesWhatItDoesNotKnow() {
    assertRefused(0, 2, "unknown envelope format 2");
    assertRefused(1, 0, "unknown envelope context");
    assertRefused(1, 4, "unknown envelope context");
    assertRefused(3, 'R', "the envelope names no possible key");
    assertRefused(7, 0x80, "the envelope's version is out of range");
    assertRefused(43, 0, "the envelope must have 1 to 4 recipients, has 0");
    assertRefused(43, 5, "the envelope must have 1 to 4 recipients, has 5");
    assertRefused(60, 3, "unknown wrapping mechanism");
    assertRefused(61, 13, "an IV of 13 bytes is not AES_GCM");
    assertRefused(75, 47, "a wrapped key of 47 bytes is not AES_GCM");
  }

  private void assertRefused(int at, int value, String message) {
    byte[] changed = good.clone();
    changed[at] = (byte) value;
    assertThatThrownBy(() -> Envelope.parse(changed))
        .isInstanceOf(MalformedCiphertextException.class)
        .hasMessage("invalid ciphertext: " + message);
  }

  @Example
  void refusesVersionZero() {
    byte[] changed = good.clone();
    ByteBuffer.wrap(changed).putInt(7, 0);

    assertThatThrownBy(() -> Envelope.parse(changed))
        .hasMessage("invalid ciphertext: the envelope's version is out of range");
  }

  @Example
  void refusesAnEnvelopePresentedForSomethingElse() {
    Envelope envelope = Envelope.parse(good);
    KeyName root = vector.key();

    assertThatThrownBy(() -> envelope.requireMadeFor(EnvelopeContext.KMS_V2, root, 1))
        .hasMessage("invalid ciphertext: it was not made through this interface");
    assertThatThrownBy(
            () -> envelope.requireMadeFor(EnvelopeContext.TRANSIT, new KeyName("other"), 1))
        .hasMessage("invalid ciphertext: it was made with another key");
    assertThatThrownBy(() -> envelope.requireMadeFor(EnvelopeContext.TRANSIT, root, 2))
        .hasMessage("invalid ciphertext: the text says version 2, the envelope in it 1");
  }
}

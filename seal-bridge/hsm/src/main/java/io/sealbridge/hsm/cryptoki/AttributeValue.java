package io.sealbridge.hsm.cryptoki;

import io.sealbridge.keyring.Octets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What a token tells of one attribute. "The token won't say" is a value of its own. */
public sealed interface AttributeValue {
  /** The value's bytes as the token gave them, numbers in the machine's byte order. */
  record Present(Octets octets) implements AttributeValue {
    public static Present of(boolean value) {
      return of(new byte[] {(byte) (value ? 1 : 0)});
    }

    public static Present of(long value) {
      return of(
          ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array());
    }

    public static Present of(String value) {
      return of(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes are copied. */
    public static Present of(byte[] value) {
      return new Present(Octets.copyOf(value));
    }

    public byte[] bytes() {
      return octets.bytes();
    }

    /**
     * The value as CK_BBOOL.
     *
     * @throws IllegalStateException if the token gave anything but one byte
     */
    public boolean asBoolean() {
      return sized(1).get() != 0;
    }

    /**
     * The value as CK_ULONG.
     *
     * @throws IllegalStateException if the token gave anything but eight bytes
     */
    public long asNumber() {
      return sized(Long.BYTES).getLong();
    }

    public String asText() {
      return new String(octets.lend(), StandardCharsets.UTF_8);
    }

    private ByteBuffer sized(int length) {
      if (octets.length() != length) {
        throw new IllegalStateException(
            "attribute must be " + length + " bytes long, the token gave " + octets.length());
      }
      return ByteBuffer.wrap(octets.lend()).order(ByteOrder.nativeOrder());
    }
  }

  /** The token declines to tell. */
  record NotSaid(Reason reason) implements AttributeValue {}

  /** Why a token does not tell. */
  enum Reason {
    /** CKR_ATTRIBUTE_SENSITIVE. */
    SENSITIVE,
    /** CKR_ATTRIBUTE_TYPE_INVALID: this object has no such attribute, or the token knows none. */
    TYPE_INVALID,
    /** CK_UNAVAILABLE_INFORMATION, or a length that cannot be right for the type. */
    UNAVAILABLE
  }
}

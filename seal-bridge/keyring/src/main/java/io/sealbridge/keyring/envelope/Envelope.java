package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.KeyName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A sealed envelope whose every length has been checked. That it parses says nothing of who made
 * it. Immutable.
 */
public final class Envelope {
  private final byte[] bytes;
  private final EnvelopeContext context;
  private final KeyName key;
  private final int version;
  private final byte[] commitment;
  private final List<EnvelopeRecipient> recipients;
  private final int prefixLength;
  private final int headerLength;

  Envelope(byte[] bytes, Parts parts) {
    this.bytes = bytes;
    this.context = parts.context();
    this.key = parts.key();
    this.version = parts.version();
    this.commitment = parts.commitment();
    this.recipients = List.copyOf(parts.recipients());
    this.prefixLength = parts.prefixLength();
    this.headerLength = parts.headerLength();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Parts(
      EnvelopeContext context,
      KeyName key,
      int version,
      byte[] commitment,
      List<EnvelopeRecipient> recipients,
      int prefixLength,
      int headerLength) {}

  /**
   * Reads an envelope.
   *
   * @throws MalformedCiphertextException and nothing else, whatever the bytes
   */
  public static Envelope parse(byte[] bytes) {
    return new EnvelopeReader(bytes.clone()).read();
  }

  /**
   * Refuses an envelope made for another interface, key or version than it is presented for.
   *
   * @throws MalformedCiphertextException naming the difference
   */
  public Envelope requireMadeFor(EnvelopeContext wanted, KeyName wantedKey, int wantedVersion) {
    if (context != wanted) {
      throw new MalformedCiphertextException("it was not made through this interface");
    }
    if (!key.equals(wantedKey)) {
      throw new MalformedCiphertextException("it was made with another key");
    }
    if (version != wantedVersion) {
      throw new MalformedCiphertextException(
          "the text says version " + wantedVersion + ", the envelope in it " + version);
    }
    return this;
  }

  public EnvelopeContext context() {
    return context;
  }

  public KeyName key() {
    return key;
  }

  public int version() {
    return version;
  }

  public List<EnvelopeRecipient> recipients() {
    return recipients;
  }

  /** What AES-GCM wraps of the data key are bound to: the header up to the version. */
  public byte[] wrapAad() {
    return Arrays.copyOf(bytes, prefixLength);
  }

  byte[] commitment() {
    return commitment.clone();
  }

  ByteBuffer header() {
    return ByteBuffer.wrap(bytes, 0, headerLength).asReadOnlyBuffer();
  }

  ByteBuffer payload() {
    return ByteBuffer.wrap(bytes, headerLength, bytes.length - headerLength).asReadOnlyBuffer();
  }

  @Override
  public String toString() {
    return "Envelope["
        + context
        + ", key "
        + key
        + ", version "
        + version
        + ", "
        + recipients.size()
        + " recipients, "
        + bytes.length
        + " bytes]";
  }
}

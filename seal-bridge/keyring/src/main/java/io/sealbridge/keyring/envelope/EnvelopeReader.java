package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.WrappedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads one envelope, front to back, asking for every length before it takes the bytes. */
final class EnvelopeReader {
  private final byte[] bytes;
  private final ByteBuffer rest;

  EnvelopeReader(byte[] bytes) {
    this.bytes = bytes;
    this.rest = ByteBuffer.wrap(bytes);
  }

  Envelope read() {
    int format = u8("format");
    if (format != EnvelopeFormat.FORMAT) {
      throw new MalformedCiphertextException("unknown envelope format " + format);
    }
    EnvelopeContext context =
        EnvelopeContext.of(u8("context"))
            .orElseThrow(() -> new MalformedCiphertextException("unknown envelope context"));
    KeyName key = keyName();
    int version = version();
    int prefixLength = rest.position();
    byte[] commitment = take("commitment", EnvelopeFormat.COMMITMENT_LENGTH);
    List<EnvelopeRecipient> recipients = recipients();
    int headerLength = rest.position();
    need("payload", EnvelopeFormat.TAG_LENGTH);
    return new Envelope(
        bytes,
        new Envelope.Parts(
            context, key, version, commitment, recipients, prefixLength, headerLength));
  }

  private KeyName keyName() {
    String name = new String(take("key name", u8("key name length")), StandardCharsets.ISO_8859_1);
    if (!KeyName.isValid(name)) {
      throw new MalformedCiphertextException("the envelope names no possible key");
    }
    return new KeyName(name);
  }

  private int version() {
    need("version", Integer.BYTES);
    int version = rest.getInt();
    if (version < 1) {
      throw new MalformedCiphertextException("the envelope's version is out of range");
    }
    return version;
  }

  private List<EnvelopeRecipient> recipients() {
    int count = u8("number of recipients");
    if (count < 1 || count > KeyVersion.MAX_RECIPIENTS) {
      throw new MalformedCiphertextException(
          "the envelope must have 1 to 4 recipients, has " + count);
    }
    List<EnvelopeRecipient> recipients = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      recipients.add(recipient());
    }
    return recipients;
  }

  private EnvelopeRecipient recipient() {
    need("key id", KeyId.LENGTH);
    KeyId keyId = KeyId.read(rest);
    Mechanism mechanism =
        Mechanism.of(u8("mechanism"))
            .orElseThrow(() -> new MalformedCiphertextException("unknown wrapping mechanism"));
    int ivLength = u8("IV length");
    if (!mechanism.ivMayBe(ivLength)) {
      throw new MalformedCiphertextException("an IV of " + ivLength + " bytes is not " + mechanism);
    }
    byte[] iv = take("IV", ivLength);
    need("wrapped key length", Short.BYTES);
    int length = Short.toUnsignedInt(rest.getShort());
    if (!mechanism.wrappedMayBe(length)) {
      throw new MalformedCiphertextException(
          "a wrapped key of " + length + " bytes is not " + mechanism);
    }
    return new EnvelopeRecipient(keyId, mechanism, new WrappedKey(iv, take("wrapped key", length)));
  }

  private int u8(String what) {
    need(what, 1);
    return Byte.toUnsignedInt(rest.get());
  }

  private byte[] take(String what, int length) {
    need(what, length);
    byte[] taken = new byte[length];
    rest.get(taken);
    return taken;
  }

  private void need(String what, int length) {
    if (rest.remaining() < length) {
      throw new MalformedCiphertextException(
          "the envelope ends within its " + what + ", after " + bytes.length + " bytes");
    }
  }
}

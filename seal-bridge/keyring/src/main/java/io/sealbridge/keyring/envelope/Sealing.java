package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;

/**
 * One envelope in the making: holds a fresh data key, which is to be wrapped for each recipient,
 * and then seals. Closing wipes the data key. For one thread at a time.
 */
public final class Sealing implements AutoCloseable {
  private final byte[] prefix;
  private final SecretBytes dataKey;

  private Sealing(byte[] prefix, SecretBytes dataKey) {
    this.prefix = prefix;
    this.dataKey = dataKey;
  }

  public static Sealing begin(
      EnvelopeContext context, KeyName key, int version, SecureRandom random) {
    byte[] dataKey = new byte[EnvelopeFormat.DATA_KEY_LENGTH];
    random.nextBytes(dataKey);
    return withDataKey(context, key, version, SecretBytes.takeOwnershipOf(dataKey));
  }

  static Sealing withDataKey(
      EnvelopeContext context, KeyName key, int version, SecretBytes dataKey) {
    byte[] name = key.value().getBytes(StandardCharsets.US_ASCII);
    byte[] prefix =
        ByteBuffer.allocate(3 + name.length + Integer.BYTES)
            .put((byte) EnvelopeFormat.FORMAT)
            .put((byte) context.code())
            .put((byte) name.length)
            .put(name)
            .putInt(version)
            .array();
    return new Sealing(prefix, dataKey);
  }

  /** Lent: it is wiped when this is closed. */
  public SecretBytes dataKey() {
    return dataKey;
  }

  /** What AES-GCM wraps of the data key must be bound to. */
  public byte[] wrapAad() {
    return prefix.clone();
  }

  /** The envelope's bytes. {@code recipients} are 1 to 4 wraps of {@link #dataKey()}. */
  public byte[] seal(List<EnvelopeRecipient> recipients, SecretBytes plaintext, byte[] aad) {
    if (recipients.isEmpty() || recipients.size() > KeyVersion.MAX_RECIPIENTS) {
      throw new IllegalArgumentException(
          "an envelope has 1 to 4 recipients, not " + recipients.size());
    }
    try (DerivedKeys keys = DerivedKeys.of(dataKey)) {
      byte[] header = header(keys.commitment(), recipients);
      Cipher cipher =
          PayloadCipher.begin(Cipher.ENCRYPT_MODE, keys.payloadKey(), ByteBuffer.wrap(header), aad);
      byte[] payload = plaintext.use(bytes -> encrypt(cipher, bytes));
      return ByteBuffer.allocate(header.length + payload.length).put(header).put(payload).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot seal an envelope", e);
    }
  }

  private static byte[] encrypt(Cipher cipher, byte[] plaintext) {
    try {
      return cipher.doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot seal an envelope", e);
    }
  }

  private byte[] header(byte[] commitment, List<EnvelopeRecipient> recipients) {
    int length = prefix.length + commitment.length + 1;
    for (EnvelopeRecipient recipient : recipients) {
      length += KeyId.LENGTH + 2 + recipient.wrapped().iv().length;
      length += Short.BYTES + recipient.wrapped().bytes().length;
    }
    ByteBuffer header = ByteBuffer.allocate(length);
    header.put(prefix).put(commitment).put((byte) recipients.size());
    for (EnvelopeRecipient recipient : recipients) {
      byte[] iv = recipient.wrapped().iv();
      byte[] wrapped = recipient.wrapped().bytes();
      recipient.keyId().write(header);
      header.put((byte) recipient.mechanism().code());
      header.put((byte) iv.length).put(iv);
      header.putShort((short) wrapped.length).put(wrapped);
    }
    return header.array();
  }

  @Override
  public void close() {
    dataKey.close();
  }
}

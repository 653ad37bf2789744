package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;

/** One of the published test vectors, as {@code vectors/envelope.py} wrote it. */
final class Vector {
  private final Properties lines = new Properties();

  private Vector() {}

  static Vector named(String name) {
    Vector vector = new Vector();
    try (InputStream file = Vector.class.getResourceAsStream("/vectors/" + name + ".properties")) {
      vector.lines.load(Objects.requireNonNull(file, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return vector;
  }

  String line(String name) {
    return Objects.requireNonNull(lines.getProperty(name), name);
  }

  byte[] bytes(String name) {
    return HexFormat.of().parseHex(line(name));
  }

  EnvelopeContext context() {
    return EnvelopeContext.of(Integer.parseInt(line("context"))).orElseThrow();
  }

  KeyName key() {
    return new KeyName(line("key"));
  }

  int version() {
    return Integer.parseInt(line("version"));
  }

  SecretBytes dataKey() {
    return SecretBytes.takeOwnershipOf(bytes("dataKey"));
  }

  List<EnvelopeRecipient> envelopeRecipients() {
    return IntStream.range(0, Integer.parseInt(line("recipients")))
        .mapToObj(
            i ->
                new EnvelopeRecipient(
                    KeyId.of(recipient(i)),
                    Mechanism.of(recipient(i).wrapping()),
                    new WrappedKey(bytes(field(i, "iv")), bytes(field(i, "wrapped")))))
        .toList();
  }

  /** The recipient as a key's state would name it. */
  Recipient recipient(int index) {
    if (line(field(index, "mechanism")).equals("1")) {
      return new Recipient(
          "hsm-" + index,
          CkaId.of(bytes(field(index, "ckaId"))),
          KeyType.AES_256,
          new Wrapping.AesGcm());
    }
    OaepHash hash =
        switch (line(field(index, "hash"))) {
          case "sha1" -> OaepHash.SHA1;
          case "sha256" -> OaepHash.SHA256;
          case "sha512" -> OaepHash.SHA512;
          default -> throw new IllegalStateException("hash");
        };
    return new Recipient(
        "hsm-" + index,
        CkaId.of(new byte[] {1}),
        KeyType.RSA_2048,
        new Wrapping.RsaOaep(hash, PublicKeyInfo.of(bytes(field(index, "spki")))));
  }

  PrivateKey rsaPrivateKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateKeySpec(
                new BigInteger(line("rsa.modulus"), 16),
                new BigInteger(line("rsa.privateExponent"), 16)));
  }

  static String field(int index, String name) {
    return "recipient." + index + "." + name;
  }
}

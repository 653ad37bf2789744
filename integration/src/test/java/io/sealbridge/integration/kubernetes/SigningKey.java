package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/** The RSA key with which a cluster signs its ServiceAccounts' tokens, as the files it wants. */
public record SigningKey(KeyPair pair, Path privateFile, Path publicFile) {
  public static SigningKey create(Path folder) {
    KeyPair pair = newPair();
    return new SigningKey(
        pair,
        PrivateFiles.write(folder.resolve("sa.key"), pem("PRIVATE KEY", pair.getPrivate())),
        PrivateFiles.write(folder.resolve("sa.pub"), pem("PUBLIC KEY", pair.getPublic())));
  }

  public static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public PrivateKey privateKey() {
    return pair.getPrivate();
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The public key's PEM text, which an attacker of the RS/HS kind takes for a secret. */
  public String publicPem() {
    return pem("PUBLIC KEY", pair.getPublic());
  }

  private static String pem(String type, Key key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}

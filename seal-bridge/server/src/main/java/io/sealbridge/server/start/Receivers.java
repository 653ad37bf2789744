package io.sealbridge.server.start;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.server.config.ReceiverConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The public keys of those for whom keys may be wrapped. Blocks. */
public final class Receivers {

  private static final int LEAST_BITS = 2048;

  private Receivers() {}

  /** Those that are what the configuration says, by name; of the others a sentence each. */
  public static Map<String, PublicKeyInfo> read(
      List<ReceiverConfiguration> receivers, List<String> findings) {
    Map<String, PublicKeyInfo> found = new HashMap<>();
    for (ReceiverConfiguration receiver : receivers) {
      String who = "exportTo " + receiver.name() + ": " + receiver.publicKey();
      try {
        byte[] der = PublicKeyPem.der(Files.readString(receiver.publicKey()));
        String sha256 = HexFormat.of().formatHex(HashFunction.SHA256.digest(der));
        if (!sha256.equals(receiver.sha256())) {
          findings.add(
              "%s holds a public key with SHA-256 %s, and not the configured one; ask the receiver"
                      .formatted(who, sha256)
                  + " which is right");
        } else if (bits(der) < LEAST_BITS) {
          findings.add("%s must have at least %d bits".formatted(who, LEAST_BITS));
        } else {
          found.put(receiver.name(), PublicKeyInfo.of(der));
        }
      } catch (IOException _) {
        findings.add(who + " cannot be read; put the receiver's public key there");
      } catch (GeneralSecurityException | IllegalArgumentException _) {
        findings.add(who + " must be one RSA public key in PEM (BEGIN PUBLIC KEY)");
      }
    }
    return Map.copyOf(found);
  }

  private static int bits(byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der))
            instanceof RSAPublicKey rsa
        ? rsa.getModulus().bitLength()
        : 0;
  }
}

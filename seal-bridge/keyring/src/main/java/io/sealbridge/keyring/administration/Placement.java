package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.WrappingChoice;

/**
 * Where and as what a version's key is to be made. An AES key wraps by AES-GCM, an RSA key by
 * RSA-OAEP; other pairs are refused.
 */
public record Placement(String hsm, KeyType type, WrappingChoice wrapping) {
  public Placement {
    boolean fits =
        switch (type) {
          case AES_256 -> wrapping instanceof WrappingChoice.AesGcm;
          case RSA_2048, RSA_3072, RSA_4096 -> wrapping instanceof WrappingChoice.RsaOaep;
          case ECDSA_P256 -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "a key of type " + type + " does not wrap by " + wrapping + " on HSM " + hsm);
    }
  }

  /** The same again. */
  static Placement like(Recipient recipient) {
    WrappingChoice choice =
        switch (recipient.wrapping()) {
          case Wrapping.AesGcm _ -> new WrappingChoice.AesGcm();
          case Wrapping.RsaOaep rsa -> new WrappingChoice.RsaOaep(rsa.hash());
        };
    return new Placement(recipient.hsm(), recipient.type(), choice);
  }
}

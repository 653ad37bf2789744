package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.Wrapping;

/**
 * Where and as what a version's key is to be made. An AES key wraps by AES-GCM, an RSA key by
 * RSA-OAEP, keys of curves sign; other pairs are refused.
 *
 * @param origin {@link Origin#IMPORTED} for a key that is taken in rather than made
 */
public record Placement(String hsm, KeyType type, UsageChoice usage, Origin origin) {
  /** A key that is made on the HSM and never leaves it. */
  public Placement(String hsm, KeyType type, UsageChoice usage) {
    this(hsm, type, usage, Origin.GENERATED);
  }

  public Placement {
    boolean fits =
        switch (type) {
          case AES_256 -> usage instanceof UsageChoice.AesGcm;
          case RSA_2048, RSA_3072, RSA_4096 ->
              usage instanceof UsageChoice.RsaOaep || usage instanceof UsageChoice.Unwrapping;
          case ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 -> usage instanceof UsageChoice.Signing;
          case HMAC -> usage instanceof UsageChoice.Mac;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "a key of type " + type + " is not for " + usage + " on HSM " + hsm);
    }
  }

  /** The same again, made on the HSM: what follows an imported key is not imported itself. */
  static Placement like(Recipient recipient) {
    UsageChoice choice =
        switch (recipient.usage()) {
          case Wrapping.AesGcm _ -> new UsageChoice.AesGcm();
          case Wrapping.RsaOaep rsa -> new UsageChoice.RsaOaep(rsa.hash(), rsa.signs());
          case Usage.Signing _ -> new UsageChoice.Signing();
          case Usage.Mac _ -> new UsageChoice.Mac();
          case Usage.Unwrapping unwrapping -> new UsageChoice.Unwrapping(unwrapping.hash());
        };
    Origin origin = recipient.origin() == Origin.SYNCABLE ? Origin.SYNCABLE : Origin.GENERATED;
    return new Placement(recipient.hsm(), recipient.type(), choice, origin);
  }
}

package io.sealbridge.keyring.service;

import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.Placement;
import java.util.List;

/**
 * Where and as what keys of applications are made. Only AES keys with envelopes live on several
 * HSMs; of all others each HSM would make another key, so they live on the first.
 */
public final class KeyPlans {
  private KeyPlans() {}

  /** What to try, the best first: an HSM may lack a hash function. */
  public static List<List<Placement>> toMake(KeyType type, boolean syncable, List<String> hsms) {
    Origin origin = syncable ? Origin.SYNCABLE : Origin.GENERATED;
    boolean onSeveral = type == KeyType.AES_256 && !syncable;
    List<String> chosen = onSeveral ? hsms : hsms.subList(0, 1);
    return usages(type).stream()
        .map(usage -> chosen.stream().map(hsm -> new Placement(hsm, type, usage, origin)).toList())
        .toList();
  }

  /** What to try for one of the bridge's own keys. */
  public static List<List<Placement>> toMake(InternalKey key, List<String> hsms) {
    List<String> chosen = key.isOnSeveralHsms() ? hsms : hsms.subList(0, 1);
    List<UsageChoice> usages =
        switch (key) {
          case TOKENS, CHECKPOINTS -> List.of(new UsageChoice.Signing());
          case WRAPPING ->
              List.of(
                  new UsageChoice.Unwrapping(OaepHash.SHA256),
                  new UsageChoice.Unwrapping(OaepHash.SHA1));
        };
    return usages.stream()
        .map(usage -> chosen.stream().map(hsm -> new Placement(hsm, key.type(), usage)).toList())
        .toList();
  }

  /** What to try with a key that is taken in on {@code hsm}. */
  static List<Placement> toTakeIn(KeyType type, String hsm) {
    return usages(type).stream()
        .map(usage -> new Placement(hsm, type, usage, Origin.IMPORTED))
        .toList();
  }

  private static List<UsageChoice> usages(KeyType type) {
    return switch (type) {
      case AES_256 -> List.of(new UsageChoice.AesGcm());
      case RSA_2048, RSA_3072, RSA_4096 ->
          List.of(
              new UsageChoice.RsaOaep(OaepHash.SHA256, true),
              new UsageChoice.RsaOaep(OaepHash.SHA1, true));
      case ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 -> List.of(new UsageChoice.Signing());
      case HMAC -> List.of(new UsageChoice.Mac());
    };
  }
}

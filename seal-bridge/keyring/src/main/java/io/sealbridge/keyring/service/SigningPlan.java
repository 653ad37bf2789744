package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.SignatureScheme;

/**
 * What a token is to sign and how, from what a caller asked for.
 *
 * @param input the digest, or for Ed25519 the message
 */
record SigningPlan(SignatureScheme scheme, Octets input) {
  /** The longest digest there is. */
  private static final int LONGEST_DIGEST = 64;

  /** Fewest bytes of padding in PKCS #1 signatures (RFC 8017, section 9.2). */
  private static final int PKCS1_PADDING = 11;

  /** Fails with {@link KeyringException} for what keys of this type do not sign. */
  static SigningPlan of(KeyType type, SigningInput asked) {
    return switch (type) {
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 ->
          new SigningPlan(new SignatureScheme.Ecdsa(), anyDigest(asked));
      // As OpenBao does: the input is the message, whatever is said of hashes.
      case ED25519 -> new SigningPlan(new SignatureScheme.Ed25519(), asked.input());
      case RSA_2048, RSA_3072, RSA_4096 -> rsa(type, asked);
      case AES_256, HMAC ->
          throw new KeyringException(
              new KeyringError.WrongKeyType(
                  "key type " + type.transitName() + " does not support signing"));
    };
  }

  private static void requireHash(SigningInput asked) {
    boolean fits = asked.prehashed() && asked.padding() instanceof RsaPadding.Pkcs1;
    if (asked.hash().isEmpty() && !fits) {
      throw invalid(
          "hash_algorithm=none requires both prehashed=true and signature_algorithm=pkcs1v15");
    }
  }

  private static Octets anyDigest(SigningInput asked) {
    requireHash(asked);
    Octets digest = digest(asked);
    if (digest.length() < 1 || digest.length() > LONGEST_DIGEST) {
      throw invalid("prehashed input must be 1 to 64 bytes, was " + digest.length());
    }
    return digest;
  }

  private static SigningPlan rsa(KeyType type, SigningInput asked) {
    requireHash(asked);
    int modulus = type.bits() / 8;
    return switch (asked.padding()) {
      case RsaPadding.Pkcs1 _ -> {
        Octets digest = asked.hash().isPresent() ? exactDigest(asked) : asked.input();
        if (digest.length() > modulus - PKCS1_PADDING) {
          throw invalid(
              "input must be at most "
                  + (modulus - PKCS1_PADDING)
                  + " bytes, was "
                  + digest.length());
        }
        yield new SigningPlan(new SignatureScheme.Pkcs1(asked.hash()), digest);
      }
      case RsaPadding.Pss(RsaPadding.Salt salt) -> {
        HashFunction hash = asked.hash().orElseThrow();
        yield new SigningPlan(
            new SignatureScheme.Pss(hash, saltLength(salt, hash, modulus)), exactDigest(asked));
      }
    };
  }

  private static int saltLength(RsaPadding.Salt salt, HashFunction hash, int modulus) {
    int most = modulus - hash.bytes() - 2;
    int length =
        switch (salt) {
          case RsaPadding.Salt.Auto _ -> most;
          case RsaPadding.Salt.HashLength _ -> hash.bytes();
          case RsaPadding.Salt.Bytes bytes -> bytes.count();
        };
    if (length > most) {
      throw invalid("salt_length must be at most " + most + " for this key and hash");
    }
    return length;
  }

  private static Octets exactDigest(SigningInput asked) {
    HashFunction hash = asked.hash().orElseThrow();
    Octets digest = digest(asked);
    if (digest.length() != hash.bytes()) {
      throw invalid(
          "prehashed input must be the %d bytes of a %s digest, was %d"
              .formatted(hash.bytes(), hash.transitName(), digest.length()));
    }
    return digest;
  }

  private static Octets digest(SigningInput asked) {
    return asked.prehashed()
        ? asked.input()
        : Octets.copyOf(asked.hash().orElseThrow().digest(asked.input().lend()));
  }

  private static KeyringException invalid(String text) {
    return new KeyringException(new KeyringError.InvalidInput(text));
  }
}

package io.sealbridge.hsm.cryptoki;

import io.sealbridge.keyring.Octets;

/** A CKM_ mechanism with its parameters. */
public sealed interface Mechanism {
  /** Its CKM number. */
  long code();

  /** For encrypt and decrypt. */
  sealed interface Cipher extends Mechanism permits AesGcm, AesGcmTokenIv, RsaOaep {}

  /** For sign and verify. */
  sealed interface Signature extends Mechanism
      permits Ecdsa, EcdsaSha256, Eddsa, RsaPkcs, Sha256RsaPkcs, RsaPss, Hmac {}

  /** For wrapKey and unwrapKey. */
  sealed interface KeyWrap extends Mechanism permits AesKeyWrap, AesKeyWrapPad, RsaOaep {}

  sealed interface KeyGeneration extends Mechanism permits AesKeyGen, GenericSecretKeyGen {}

  sealed interface KeyPairGeneration extends Mechanism permits RsaKeyPairGen, EcKeyPairGen {}

  /** AES-GCM with an IV made by the host; decrypts whatever made the IV. */
  record AesGcm(Octets iv, Octets aad, int tagBits) implements Cipher {
    public AesGcm {
      checkTag(tagBits);
    }

    /** With a 128-bit tag. */
    public static AesGcm of(byte[] iv, byte[] aad) {
      return new AesGcm(Octets.copyOf(iv), Octets.copyOf(aad), 128);
    }

    @Override
    public long code() {
      return MechanismType.AES_GCM.code();
    }
  }

  /** Where a token leaves the IV that it made. */
  enum IvPlace {
    /** Written into the caller's IV buffer (AWS CloudHSM). */
    BUFFER,
    /** Appended to the ciphertext, after the tag (Luna and ProtectServer in FIPS mode). */
    AFTER_TAG
  }

  /** AES-GCM with an IV made by the token; for encryption only, {@link AesGcm} decrypts. */
  record AesGcmTokenIv(int ivLength, Octets aad, int tagBits, IvPlace place) implements Cipher {
    public AesGcmTokenIv {
      if (ivLength < 1 || ivLength > 256) {
        throw new IllegalArgumentException(
            "ivLength must be between 1 and 256 bytes, was " + ivLength);
      }
      checkTag(tagBits);
    }

    @Override
    public long code() {
      return MechanismType.AES_GCM.code();
    }
  }

  /** RSA-OAEP with an empty label, the same hash for MGF1. */
  record RsaOaep(Hash hash) implements Cipher, KeyWrap {
    @Override
    public long code() {
      return MechanismType.RSA_PKCS_OAEP.code();
    }
  }

  /** ECDSA over a hash that the caller made; the signature is r || s. */
  record Ecdsa() implements Signature {
    @Override
    public long code() {
      return MechanismType.ECDSA.code();
    }
  }

  /** ECDSA over data that the token hashes; the signature is r || s. */
  record EcdsaSha256() implements Signature {
    @Override
    public long code() {
      return MechanismType.ECDSA_SHA256.code();
    }
  }

  /** Ed25519 over the message itself, without parameters; 64 bytes. */
  record Eddsa() implements Signature {
    @Override
    public long code() {
      return MechanismType.EDDSA.code();
    }
  }

  /** HMAC over data that the token hashes. */
  record Hmac(Hash hash) implements Signature {
    @Override
    public long code() {
      return switch (hash) {
        case SHA1 -> MechanismType.SHA_1_HMAC.code();
        case SHA224 -> MechanismType.SHA224_HMAC.code();
        case SHA256 -> MechanismType.SHA256_HMAC.code();
        case SHA384 -> MechanismType.SHA384_HMAC.code();
        case SHA512 -> MechanismType.SHA512_HMAC.code();
      };
    }
  }

  /** PKCS#1 v1.5 over a DigestInfo that the caller made. */
  record RsaPkcs() implements Signature {
    @Override
    public long code() {
      return MechanismType.RSA_PKCS.code();
    }
  }

  /** PKCS#1 v1.5 over data that the token hashes. */
  record Sha256RsaPkcs() implements Signature {
    @Override
    public long code() {
      return MechanismType.SHA256_RSA_PKCS.code();
    }
  }

  /** PSS over a hash that the caller made; {@code saltLength} in bytes. */
  record RsaPss(Hash hash, int saltLength) implements Signature {
    @Override
    public long code() {
      return MechanismType.RSA_PKCS_PSS.code();
    }
  }

  /** RFC 3394: for keys whose length is a multiple of eight bytes. */
  record AesKeyWrap() implements KeyWrap {
    @Override
    public long code() {
      return MechanismType.AES_KEY_WRAP.code();
    }
  }

  /**
   * RFC 5649 under the number that the token uses for it: the standard's 0x210B (v3.0), or 0x210A,
   * which SoftHSM and others took from an earlier draft.
   */
  record AesKeyWrapPad(long code) implements KeyWrap {}

  record AesKeyGen(int bytes) implements KeyGeneration {
    public AesKeyGen {
      if (bytes != 16 && bytes != 24 && bytes != 32) {
        throw new IllegalArgumentException("bytes must be 16, 24 or 32, was " + bytes);
      }
    }

    @Override
    public long code() {
      return MechanismType.AES_KEY_GEN.code();
    }
  }

  record GenericSecretKeyGen(int bytes) implements KeyGeneration {
    public GenericSecretKeyGen {
      if (bytes < 16 || bytes > 512) {
        throw new IllegalArgumentException("bytes must be between 16 and 512, was " + bytes);
      }
    }

    @Override
    public long code() {
      return MechanismType.GENERIC_SECRET_KEY_GEN.code();
    }
  }

  /** RSA with the exponent 65537. */
  record RsaKeyPairGen(int bits) implements KeyPairGeneration {
    public RsaKeyPairGen {
      if (bits < 1024 || bits > 16384) {
        throw new IllegalArgumentException("bits must be between 1024 and 16384, was " + bits);
      }
    }

    @Override
    public long code() {
      return MechanismType.RSA_PKCS_KEY_PAIR_GEN.code();
    }
  }

  record EcKeyPairGen(Curve curve) implements KeyPairGeneration {
    @Override
    public long code() {
      return switch (curve) {
        case P256, P384, P521 -> MechanismType.EC_KEY_PAIR_GEN.code();
        case ED25519 -> MechanismType.EC_EDWARDS_KEY_PAIR_GEN.code();
      };
    }
  }

  private static void checkTag(int tagBits) {
    if (tagBits < 96 || tagBits > 128 || tagBits % 8 != 0) {
      throw new IllegalArgumentException(
          "tagBits must be a multiple of 8 between 96 and 128, was " + tagBits);
    }
  }
}

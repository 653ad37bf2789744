package io.sealbridge.hsm.datapath;

import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Hash;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.MechanismType;
import io.sealbridge.keyring.DigestInfo;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.SignatureScheme;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Signatures and codes by mechanisms that any token with the key's type has: hashing is done
 * outside, so that message and digest take one way. What the token lacks is refused by name.
 *
 * @param signs whether the token signs by a mechanism
 */
record TokenSigner(Predicate<MechanismType> signs) {
  private static final int LONGEST_DIGEST = 64;

  /** ECDSA gives DER (RFC 3279, section 2.2.3). */
  byte[] sign(CryptokiSession session, KeyHandle key, SignatureScheme scheme, byte[] input) {
    return switch (scheme) {
      case SignatureScheme.Ecdsa _ -> {
        require(MechanismType.ECDSA);
        requireInput(input.length >= 1 && input.length <= LONGEST_DIGEST, input.length);
        yield EcdsaSignature.der(session.sign(new Mechanism.Ecdsa(), key.object(), input));
      }
      case SignatureScheme.Ed25519 _ -> {
        require(MechanismType.EDDSA);
        yield session.sign(new Mechanism.Eddsa(), key.object(), input);
      }
      case SignatureScheme.Pkcs1(Optional<HashFunction> hash) -> {
        require(MechanismType.RSA_PKCS);
        yield session.sign(new Mechanism.RsaPkcs(), key.object(), named(hash, input));
      }
      case SignatureScheme.Pss(HashFunction hash, int saltLength) -> {
        require(MechanismType.RSA_PKCS_PSS);
        requireInput(input.length == hash.bytes(), input.length);
        yield session.sign(
            new Mechanism.RsaPss(tokenHash("RSA-PSS", hash), saltLength), key.object(), input);
      }
    };
  }

  byte[] mac(CryptokiSession session, KeyHandle key, HashFunction hash, byte[] input) {
    Hash tokenHash = tokenHash("HMAC", hash);
    require(
        switch (tokenHash) {
          case SHA1 -> MechanismType.SHA_1_HMAC;
          case SHA224 -> MechanismType.SHA224_HMAC;
          case SHA256 -> MechanismType.SHA256_HMAC;
          case SHA384 -> MechanismType.SHA384_HMAC;
          case SHA512 -> MechanismType.SHA512_HMAC;
        });
    return session.sign(new Mechanism.Hmac(tokenHash), key.object(), input);
  }

  private static byte[] named(Optional<HashFunction> hash, byte[] input) {
    hash.ifPresent(function -> requireInput(input.length == function.bytes(), input.length));
    return hash.map(function -> DigestInfo.of(function, input)).orElse(input);
  }

  private static Hash tokenHash(String what, HashFunction hash) {
    return switch (hash) {
      case SHA1 -> Hash.SHA1;
      case SHA224 -> Hash.SHA224;
      case SHA256 -> Hash.SHA256;
      case SHA384 -> Hash.SHA384;
      case SHA512 -> Hash.SHA512;
      case SHA3_224, SHA3_256, SHA3_384, SHA3_512 ->
          throw new HsmException(
              new HsmFault.BadInput(
                  what + " by a token goes with SHA-1 and SHA-2, not with " + hash.jcaName()));
    };
  }

  private void require(MechanismType mechanism) {
    if (!signs.test(mechanism)) {
      throw new HsmException(
          new HsmFault.Refused("the token does not sign by CKM_" + mechanism.name()));
    }
  }

  private static void requireInput(boolean fits, int length) {
    if (!fits) {
      throw new HsmException(
          new HsmFault.BadInput("not sent to the HSM: no digest has " + length + " bytes"));
    }
  }
}

package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.datapath.KeyHandle;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.signature.SoftwareVerifier;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Uses keys that open nothing, to see that the device is well and the pair is one: a signature over
 * random bytes is verified by the state's public key, a code is made.
 */
record SigningProof(SecureRandom random) {
  private static final HashFunction HASH = HashFunction.SHA256;

  /** Whether this is how such a key is proven. */
  static boolean isFor(Usage usage) {
    return switch (usage) {
      case Usage.Signing _, Usage.Mac _ -> true;
      case Wrapping.RsaOaep rsa -> rsa.signs();
      case Wrapping.AesGcm _, Usage.Unwrapping _ -> false;
    };
  }

  /** Fails with Refused if the signature is not one by the state's public key. */
  void prove(Link link, CryptokiSession session, TokenKey key) {
    KeyHandle handle = KeyFinder.find(link, session, key);
    byte[] digest = new byte[HASH.bytes()];
    random.nextBytes(digest);
    switch (key.usage()) {
      case Usage.Signing(PublicKeyInfo publicKey) -> {
        SignatureScheme scheme =
            key.type() == KeyType.ED25519
                ? new SignatureScheme.Ed25519()
                : new SignatureScheme.Ecdsa();
        verify(link, session, key, handle, scheme, publicKey, digest);
      }
      case Wrapping.RsaOaep rsa ->
          verify(
              link,
              session,
              key,
              handle,
              new SignatureScheme.Pkcs1(Optional.of(HASH)),
              rsa.publicKey(),
              digest);
      case Usage.Mac _ -> {
        var _ = link.dataPath().mac(session, handle, HASH, digest);
      }
      case Wrapping.AesGcm _, Usage.Unwrapping _ ->
          throw new IllegalArgumentException(key.label() + " does not sign");
    }
  }

  private static void verify(
      Link link,
      CryptokiSession session,
      TokenKey key,
      KeyHandle handle,
      SignatureScheme scheme,
      PublicKeyInfo publicKey,
      byte[] digest) {
    byte[] signature = link.dataPath().sign(session, handle, scheme, digest);
    if (!new SoftwareVerifier(publicKey).verifies(scheme, digest, signature)) {
      throw new HsmException(
          new HsmFault.Refused(
              "key \"%s\" does not sign as its public key says; check the state's public key"
                  .formatted(key.label())));
    }
  }
}

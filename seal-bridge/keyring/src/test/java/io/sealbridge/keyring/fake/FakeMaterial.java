package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.PublicKeyInfo;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A secret or private key with, for a private one, its public half. */
record FakeMaterial(Key key, Optional<PublicKeyInfo> publicKey) {
  private static final int SECRET_BYTES = 32;

  static FakeMaterial generate(KeyType type) throws GeneralSecurityException {
    return switch (type) {
      case AES_256, HMAC -> {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        yield secret(bytes);
      }
      case RSA_2048, RSA_3072, RSA_4096 -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(type.bits());
        yield pair(generator.generateKeyPair());
      }
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curveName(type)));
        yield pair(generator.generateKeyPair());
      }
      case ED25519 -> pair(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    };
  }

  /** Of raw bytes or PKCS#8, as Vault's import has them. */
  static FakeMaterial decode(KeyType type, byte[] encoded) throws GeneralSecurityException {
    return switch (type) {
      case AES_256, HMAC -> {
        if (encoded.length != SECRET_BYTES) {
          throw new InvalidKeyException("the key has " + encoded.length + " bytes, not 32");
        }
        yield secret(encoded);
      }
      case RSA_2048, RSA_3072, RSA_4096 -> {
        if (!(privateKey("RSA", encoded) instanceof RSAPrivateCrtKey rsa)
            || rsa.getModulus().bitLength() != type.bits()) {
          throw new InvalidKeyException("the key is none of type " + type);
        }
        yield pair(
            new KeyPair(
                KeyFactory.getInstance("RSA")
                    .generatePublic(
                        new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())),
                rsa));
      }
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec(curveName(type)));
        BigInteger order = curve.getParameterSpec(ECParameterSpec.class).getOrder();
        if (!(privateKey("EC", encoded) instanceof ECPrivateKey ec)
            || !ec.getParams().getOrder().equals(order)) {
          throw new InvalidKeyException("the key is none of type " + type);
        }
        yield pair(new KeyPair(FakeCurve.publicKey(ec), ec));
      }
      case ED25519 -> {
        if (!(privateKey("Ed25519", encoded) instanceof EdECPrivateKey ed)) {
          throw new InvalidKeyException("the key is none of type " + type);
        }
        KeyPairGenerator again = KeyPairGenerator.getInstance("Ed25519");
        again.initialize(255, new Repeating(ed.getBytes().orElseThrow()));
        yield pair(again.generateKeyPair());
      }
    };
  }

  /** In the form that {@link #decode} takes. */
  byte[] encoded() {
    return key.getEncoded();
  }

  SecretKey secret() {
    return (SecretKey) key;
  }

  PrivateKey privateKey() {
    return (PrivateKey) key;
  }

  private static PrivateKey privateKey(String algorithm, byte[] encoded)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static String curveName(KeyType type) {
    return "secp" + type.bits() + "r1";
  }

  private static FakeMaterial secret(byte[] bytes) {
    return new FakeMaterial(new SecretKeySpec(bytes, "AES"), Optional.empty());
  }

  private static FakeMaterial pair(KeyPair pair) {
    PublicKey publicKey = pair.getPublic();
    return new FakeMaterial(
        pair.getPrivate(), Optional.of(PublicKeyInfo.of(publicKey.getEncoded())));
  }

  /** Gives an Ed25519 generator the private key of which the public one is wanted. */
  private static final class Repeating extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    Repeating(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] wanted) {
      System.arraycopy(bytes, 0, wanted, 0, wanted.length);
    }
  }
}

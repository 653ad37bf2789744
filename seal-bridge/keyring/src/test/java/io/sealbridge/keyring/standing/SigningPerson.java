package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Thaw;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** Somebody who holds a private key to thaw with. */
final class SigningPerson {
  private final KeyPair pair;
  private final String algorithm;

  private SigningPerson(KeyPair pair, String algorithm) {
    this.pair = pair;
    this.algorithm = algorithm;
  }

  static SigningPerson withEd25519() {
    try {
      return new SigningPerson(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static SigningPerson withCurve(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return new SigningPerson(generator.generateKeyPair(), "SHA256withECDSA");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] publicKey() {
    return pair.getPublic().getEncoded();
  }

  Thaw thaw(String deployment, KeyName key, long serial) {
    return new Thaw(serial, sign(ThawText.bytes(deployment, key, serial)));
  }

  private Octets sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return Octets.copyOf(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.sealbridge.audit;

import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.keyring.Octets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Signs as an HSM does, by a key in memory; can be told to fail. */
public final class SoftwareSigner implements CheckpointSigner {
  private final KeyPair pair;
  private volatile boolean failing;

  public SoftwareSigner() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public VerifierKey key(String origin) {
    return VerifierKey.ecdsa(origin, pair.getPublic().getEncoded());
  }

  public void fail() {
    failing = true;
  }

  public void recover() {
    failing = false;
  }

  @Override
  public CompletionStage<Optional<Signed>> sign(byte[] text) {
    if (failing) {
      return CompletableFuture.failedFuture(new IllegalStateException("the HSM is gone"));
    }
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return CompletableFuture.completedFuture(
          Optional.of(
              new Signed(
                  Octets.copyOf(pair.getPublic().getEncoded()), Octets.copyOf(signature.sign()))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.sealbridge.audit;

import io.sealbridge.keyring.Octets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Signs checkpoints by a key on P-256 that is in an HSM. Safe for use by many threads. */
@FunctionalInterface
public interface CheckpointSigner {
  /**
   * A signature.
   *
   * @param publicKey as SubjectPublicKeyInfo in DER
   * @param signature ECDSA with SHA-256, in DER
   */
  record Signed(Octets publicKey, Octets signature) {}

  /**
   * Signs {@code text}. The stage gives nothing if no such key was ever made, and fails if there is
   * one and no HSM signs with it.
   */
  CompletionStage<Optional<Signed>> sign(byte[] text);
}

package io.sealbridge.hsm;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.PublicKeyInfo;
import java.util.concurrent.CompletionStage;

/**
 * What the bridge's own keys will need of a token: EC P-256 signatures. Not in the keyring's port
 * until something there signs.
 */
public interface SigningToken {
  /** Makes a pair that signs and nothing else. */
  CompletionStage<PublicKeyInfo> makeSigningKey(String label, CkaId id);

  /** ECDSA with SHA-256 over {@code data}, DER. */
  CompletionStage<byte[]> sign(String label, CkaId id, byte[] data);
}

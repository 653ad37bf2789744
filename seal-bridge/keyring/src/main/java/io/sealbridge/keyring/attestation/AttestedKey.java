package io.sealbridge.keyring.attestation;

import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import java.util.List;

/**
 * One version's key on one HSM, as the token reports it and as the policy judges it.
 *
 * @param findings what the policy objects to, each a sentence; empty if all is well
 * @param accepted whether the key may be used on that HSM
 */
public record AttestedKey(
    String hsm,
    KeyName key,
    int keyVersion,
    KeyAttributes attributes,
    List<String> findings,
    boolean accepted) {
  public AttestedKey {
    findings = List.copyOf(findings);
  }
}

package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.vault.LoginOutcome;
import java.util.Optional;

/**
 * All that is known of a login that was refused.
 *
 * @param refused what Vault said
 * @param claims what the token says of itself
 * @param role as Vault has it, if it has it
 * @param config of the auth method as Vault has it, if it has one
 * @param probe a review of the same token, where Vault itself makes one
 */
record LoginEvidence(
    Setup setup,
    LoginOutcome.Refused refused,
    TokenClaims claims,
    Optional<SeenRole> role,
    Optional<SeenConfig> config,
    Optional<Probe> probe) {}

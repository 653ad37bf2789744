package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.kubernetes.ReviewOutcome;

/**
 * A TokenReview that this tool made itself.
 *
 * @param reviewer who asked, for a person
 * @param address of the API server that was asked
 * @param asVault whether address and authority were those of Vault's configuration
 */
record Probe(String reviewer, String address, boolean asVault, ReviewOutcome outcome) {}

package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.KeyAttributes;

/** An object on an HSM that is labelled like a version, and that no state names. Never used. */
public record StrayKey(String hsm, KeyAttributes attributes) {}

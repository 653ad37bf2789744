package io.sealbridge.keyring;

/** One HSM that can open a version: the HSM's configured name and the key there. */
public record Recipient(String hsm, CkaId id, KeyType type, Wrapping wrapping) {}

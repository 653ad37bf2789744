package io.sealbridge.keyring.attestation;

/** One thing that a key's attributes should not say. Only a blocking one refuses the key. */
record Finding(String text, boolean blocking) {}

package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.WrappingChoice;

/** Where and as what a version's key is to be made. */
public record Placement(String hsm, KeyType type, WrappingChoice wrapping) {}

package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.Octets;
import java.util.Optional;

/**
 * What is signed, and how.
 *
 * @param input the message, or its digest if {@code prehashed}
 * @param hash empty for none, which only RSA PKCS#1 with prehashed input allows; Ed25519 ignores it
 */
public record SigningInput(
    Octets input, boolean prehashed, Optional<HashFunction> hash, RsaPadding padding) {}

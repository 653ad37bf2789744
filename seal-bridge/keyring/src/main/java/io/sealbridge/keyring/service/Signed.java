package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;

/**
 * A signature by one version. Immutable.
 *
 * @param type tells what the signature's bytes are: DER for ECDSA, 64 bytes for Ed25519, modulus
 *     length for RSA
 */
public record Signed(Octets signature, int version, KeyType type, PublicKeyInfo publicKey) {}

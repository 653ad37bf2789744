package io.sealbridge.hsm.cryptoki;

/** The two objects of a generated key pair. */
public record KeyPairHandles(ObjectHandle publicKey, ObjectHandle privateKey) {}

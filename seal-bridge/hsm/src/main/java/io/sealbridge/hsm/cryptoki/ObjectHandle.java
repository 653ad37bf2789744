package io.sealbridge.hsm.cryptoki;

/** A token's handle for an object; valid in this process until the library is finalised. */
public record ObjectHandle(long value) {}

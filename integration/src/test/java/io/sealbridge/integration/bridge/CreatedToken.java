package io.sealbridge.integration.bridge;

/** A token's text, shown once, and the accessor by which it is revoked. */
public record CreatedToken(String text, String accessor) {}

package io.sealbridge.keyring.envelope;

/** A sealed envelope, parsed. Immutable. */
public final class Envelope {}

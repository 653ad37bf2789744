package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Octets;

/** A message authentication code by one version. Immutable. */
public record Coded(Octets code, int version) {}

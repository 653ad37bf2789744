package io.sealbridge.integration.tls;

import java.nio.file.Path;

/** A certificate and its private key, as PEM files. */
public record Identity(Path certificate, Path key) {}

/**
 * The command line: keys, tokens, {@code doctor} and {@code serve}. One small class a command; what
 * they share is who they talk to ({@link io.sealbridge.server.cli.Surroundings}) and how they
 * speak.
 */
@NullMarked
package io.sealbridge.server.cli;

import org.jspecify.annotations.NullMarked;

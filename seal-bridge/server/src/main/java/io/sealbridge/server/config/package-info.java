/**
 * The configuration file as records. Whatever has been constructed is valid in itself; what needs
 * the file system or the network is checked when the service starts.
 */
@NullMarked
package io.sealbridge.server.config;

import org.jspecify.annotations.NullMarked;

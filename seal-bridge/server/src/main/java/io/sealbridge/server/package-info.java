/**
 * The service: {@link io.sealbridge.server.Bridge} composes configuration, HSMs, keyring, log and
 * listeners, top to bottom, and closes them in reverse.
 */
@NullMarked
package io.sealbridge.server;

import org.jspecify.annotations.NullMarked;

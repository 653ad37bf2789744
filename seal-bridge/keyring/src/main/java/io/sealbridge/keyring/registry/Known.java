package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.KeyState;
import java.time.Instant;

/** A state in use, and when an HSM last showed it or a newer one. */
record Known(KeyState state, Instant confirmed) {}

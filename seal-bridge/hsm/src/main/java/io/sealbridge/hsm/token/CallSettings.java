package io.sealbridge.hsm.token;

import io.sealbridge.hsm.calls.Priority;

/** How one kind of call is made; {@code what} names it in faults. */
record CallSettings(String what, Priority priority, Repeat repeat) {}

package io.sealbridge.hsm.datapath;

import io.sealbridge.hsm.cryptoki.ObjectHandle;

/** A key found on the token: exactly one object has this label, id and class. */
public record KeyHandle(String label, ObjectHandle object) {}

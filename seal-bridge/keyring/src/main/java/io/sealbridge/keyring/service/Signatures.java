package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Octets;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Signatures and message authentication codes for callers. Intent and outcome of every use of the
 * HSM are durable in the key-use log before its result leaves. Signatures are verified in software
 * with the public key in the state. Safe for use by many threads; no method blocks. Stages fail
 * with {@link io.sealbridge.keyring.KeyringException} itself.
 */
public final class Signatures {
  /** Signs with the version asked for, or the latest. */
  public CompletionStage<Signed> sign(
      Caller caller, KeyName key, SigningInput input, OptionalInt version) {
    return KeyringException.failed(new KeyringError.Internal("not built yet"));
  }

  /** Whether {@code signature} is one by this version; ECDSA signatures in DER. */
  public CompletionStage<Boolean> verify(
      Caller caller, KeyName key, SigningInput input, Octets signature, int version) {
    return KeyringException.failed(new KeyringError.Internal("not built yet"));
  }

  public CompletionStage<Coded> mac(
      Caller caller, KeyName key, HashFunction hash, Octets input, OptionalInt version) {
    return KeyringException.failed(new KeyringError.Internal("not built yet"));
  }

  /** Compares in constant time. */
  public CompletionStage<Boolean> verifyMac(
      Caller caller, KeyName key, HashFunction hash, Octets input, Octets code, int version) {
    return KeyringException.failed(new KeyringError.Internal("not built yet"));
  }
}

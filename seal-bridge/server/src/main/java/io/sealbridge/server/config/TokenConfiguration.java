package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import io.sealbridge.hsm.TokenSelector;
import java.util.Optional;
import java.util.OptionalLong;

/** Selects a token of a PKCS#11 library. */
public record TokenConfiguration(
    @Setting("CKA label of the token.") Optional<String> label,
    @Setting("Serial number of the token.") Optional<String> serial,
    @Setting("Slot number; changes with reinitialisation on some devices.") Optional<Long> slot) {

  public TokenSelector selector() {
    return new TokenSelector(
        label, serial, slot.map(OptionalLong::of).orElseGet(OptionalLong::empty));
  }
}

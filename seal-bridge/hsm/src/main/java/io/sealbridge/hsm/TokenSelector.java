package io.sealbridge.hsm;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which token of a library is meant. All given values must match exactly one token; none given
 * means that the library has only one.
 */
public record TokenSelector(Optional<String> label, Optional<String> serial, OptionalLong slot) {
  public static TokenSelector byLabel(String label) {
    return new TokenSelector(Optional.of(label), Optional.empty(), OptionalLong.empty());
  }

  public static TokenSelector any() {
    return new TokenSelector(Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /** The selector as the configuration writes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    label.ifPresent(value -> text.append(" label: ").append(value).append(','));
    serial.ifPresent(value -> text.append(" serial: ").append(value).append(','));
    slot.ifPresent(value -> text.append(" slot: ").append(value).append(','));
    if (text.length() == 1) {
      return "{}";
    }
    return text.deleteCharAt(text.length() - 1).append(" }").toString();
  }
}

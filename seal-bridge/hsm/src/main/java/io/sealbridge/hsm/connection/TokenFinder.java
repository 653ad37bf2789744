package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.TokenSelector;
import io.sealbridge.hsm.cryptoki.SlotInfo;
import io.sealbridge.hsm.cryptoki.TokenInfo;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the one token that a selector means. */
final class TokenFinder {
  private TokenFinder() {}

  /** The slot, its position in the library's list (as the JDK's provider counts), its token. */
  record Found(long slot, int index, TokenInfo token) {}

  static Found find(List<SlotInfo> slots, TokenSelector selector) {
    List<SlotInfo> matching = slots.stream().filter(slot -> matches(slot, selector)).toList();
    if (matching.size() != 1) {
      throw new BlockedException(
          Blocked.settings(
              "%s tokens match %s (saw: %s)"
                  .formatted(matching.isEmpty() ? "no" : matching.size(), selector, seen(slots)),
              "make hsms.token match exactly one token by label, serial or slot"));
    }
    SlotInfo slot = matching.getFirst();
    return new Found(slot.id(), slots.indexOf(slot), slot.token().orElseThrow());
  }

  private static boolean matches(SlotInfo slot, TokenSelector selector) {
    return slot.token().isPresent()
        && slot.token().get().has(TokenInfo.Flag.TOKEN_INITIALIZED)
        && selector.label().stream().allMatch(slot.token().get().label()::equals)
        && selector.serial().stream().allMatch(slot.token().get().serial()::equals)
        && selector.slot().stream().allMatch(id -> id == slot.id());
  }

  private static String seen(List<SlotInfo> slots) {
    String seen =
        slots.stream()
            .filter(slot -> slot.token().isPresent())
            .map(slot -> describe(slot, slot.token().get()))
            .collect(Collectors.joining(", "));
    return seen.isEmpty() ? "no token in " + slots.size() + " slots" : seen;
  }

  private static String describe(SlotInfo slot, TokenInfo token) {
    return token.has(TokenInfo.Flag.TOKEN_INITIALIZED)
        ? "slot %d label \"%s\" serial \"%s\"".formatted(slot.id(), token.label(), token.serial())
        : "slot %d not initialised".formatted(slot.id());
  }
}

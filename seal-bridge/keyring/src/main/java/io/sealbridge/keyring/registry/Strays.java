package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells the keys that states name from objects that are only labelled like them. */
public final class Strays {
  private static final Pattern VERSION_LABEL = Pattern.compile("(.+)-v([0-9]+)");

  private record Named(String label, CkaId id) {}

  private Strays() {}

  /** Of {@code seen} on {@code hsm}: what no state names, and what is there twice. */
  public static List<StrayKey> among(
      String hsm, List<KeyAttributes> seen, Collection<KeyState> states) {
    Set<Named> named = named(hsm, states);
    Set<Named> met = new HashSet<>();
    return seen.stream()
        .filter(key -> isVersionLabel(key.label()))
        .filter(
            key -> {
              Named object = new Named(key.label(), key.id());
              return !named.contains(object) || !met.add(object);
            })
        .map(key -> new StrayKey(hsm, key))
        .toList();
  }

  /** Whether {@code label} is what a version of some key would be labelled. */
  private static boolean isVersionLabel(String label) {
    Matcher matcher = VERSION_LABEL.matcher(label);
    return matcher.matches() && KeyName.isValid(matcher.group(1));
  }

  private static Set<Named> named(String hsm, Collection<KeyState> states) {
    return states.stream()
        .flatMap(
            state ->
                state.versions().stream()
                    .flatMap(
                        version ->
                            version.recipients().stream()
                                .filter(recipient -> recipient.hsm().equals(hsm))
                                .map(
                                    recipient ->
                                        new Named(
                                            KeyVersion.label(state.name(), version.number()),
                                            recipient.id()))))
        .collect(Collectors.toSet());
  }
}

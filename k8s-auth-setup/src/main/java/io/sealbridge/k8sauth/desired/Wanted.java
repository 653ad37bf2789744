package io.sealbridge.k8sauth.desired;

import io.sealbridge.k8sauth.vault.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What should be at a place. Every field that the tool manages is named, also where its value is
 * Vault's default: a write leaves out nothing that somebody may have changed by hand.
 *
 * @param fields texts, numbers, truth values, lists and maps of these, a {@link HiddenText}, or
 *     {@link KnownAfterApply}
 */
public record Wanted(Place place, Map<String, Object> fields) {

  public Wanted {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Whether all values are known, so that it can be written. */
  public boolean isKnown() {
    return fields.values().stream().noneMatch(KnownAfterApply.class::isInstance);
  }
}

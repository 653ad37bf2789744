package io.sealbridge.integration.bridge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bridge's configuration file by sections, so that a test names only what it changes. */
public record BridgeConfig(Map<String, String> sections) {
  public BridgeConfig {
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /** Replaces one top-level section; {@code yaml} is its text with the section's name. */
  public BridgeConfig with(String section, String yaml) {
    Map<String, String> changed = new LinkedHashMap<>(sections);
    changed.put(section, yaml);
    return new BridgeConfig(changed);
  }

  public String section(String name) {
    String section = sections.get(name);
    if (section == null) {
      throw new IllegalArgumentException("no section " + name);
    }
    return section;
  }

  /** Changes a section by replacing text that must be there. */
  public BridgeConfig replacing(String section, String target, String replacement) {
    String before = section(section);
    if (!before.contains(target)) {
      throw new IllegalArgumentException(
          "no \"" + target + "\" in section " + section + ":\n" + before);
    }
    return with(section, before.replace(target, replacement));
  }

  /** The HSM may take its time, for RSA keys that are made on a busy machine. */
  public BridgeConfig patient() {
    return replacing("hsms", "sessions: 4\n", "sessions: 4\n    callTimeout: 60s\n");
  }

  public String yaml() {
    return String.join("", sections.values());
  }
}

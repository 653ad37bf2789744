package io.sealbridge.audit.hsmlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one vendor's log is read, from a resource of lines {@code name = value}: {@code record} is
 * the pattern of a record, {@code look.*} ones that are looked for in it, {@code passes} that of
 * lines without a record, {@code lost} that of a line that counts what the HSM did not write down;
 * {@code open}, {@code sign} and {@code start} the vendor's words for {@link HsmAct}, and {@code
 * items} how far records are numbered before they begin again.
 *
 * @param says what this log cannot show, for people
 */
public record HsmLogFormat(
    String name,
    String title,
    String says,
    HsmClock clock,
    Pattern record,
    List<Pattern> details,
    Optional<Pattern> passes,
    Optional<Pattern> lost,
    Map<String, HsmAct> acts,
    long items,
    boolean chained) {
  private static final List<String> KNOWN = List.of("softhsm", "yubihsm", "luna");

  public HsmLogFormat {
    details = List.copyOf(details);
    acts = Map.copyOf(acts);
  }

  /** The names of all. */
  public static List<String> known() {
    return KNOWN;
  }

  /** The one of this name; empty if there is none. */
  public static Optional<HsmLogFormat> named(String name) {
    return KNOWN.contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  /** Whether its records have times. */
  public boolean hasTimes() {
    return !(clock instanceof HsmClock.None);
  }

  /** Whether it tells of uses of keys at all. */
  public boolean tellsUses() {
    return acts.containsValue(HsmAct.OPEN);
  }

  /** Whether it may name the key that was used. */
  public boolean namesKeys() {
    return record.namedGroups().containsKey("key")
        || details.stream().anyMatch(detail -> detail.namedGroups().containsKey("key"));
  }

  boolean isNumbered() {
    return items > 0;
  }

  HsmAct act(String operation) {
    return acts.getOrDefault(operation, HsmAct.OTHER);
  }

  private static HsmLogFormat read(String name) {
    Map<String, String> values = values(name);
    Map<String, HsmAct> acts = new HashMap<>();
    for (HsmAct act : HsmAct.values()) {
      String words = values.get(act.name().toLowerCase(Locale.ROOT));
      if (words != null) {
        List.of(words.split("\\|")).forEach(word -> acts.put(word, act));
      }
    }
    List<Pattern> details = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith("look.")) {
            details.add(Pattern.compile(value));
          }
        });
    return new HsmLogFormat(
        name,
        needed(values, "title"),
        needed(values, "says"),
        HsmClock.of(needed(values, "clock")),
        Pattern.compile(needed(values, "record")),
        details,
        Optional.ofNullable(values.get("passes")).map(Pattern::compile),
        Optional.ofNullable(values.get("lost")).map(Pattern::compile),
        acts,
        Long.parseLong(values.getOrDefault("items", "0")),
        values.containsKey("chain"));
  }

  private static String needed(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the format has no " + name);
    }
    return value;
  }

  private static Map<String, String> values(String name) {
    Map<String, String> values = new HashMap<>();
    try (InputStream resource = HsmLogFormat.class.getResourceAsStream(name + ".format")) {
      if (resource == null) {
        throw new IllegalStateException(name + ".format is not on the class path");
      }
      new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#") && line.contains(" = "))
          .forEach(
              line -> {
                int equals = line.indexOf(" = ");
                values.put(line.substring(0, equals), line.substring(equals + 3));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }
}

package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What roles of all types have in common. Fields have an old name and one with token_ before. */
final class TokenFields {
  private static final Duration MAX_TTL = Duration.ofHours(24);

  private TokenFields() {}

  /** The start of a role: its name, cluster and tokens. */
  static Section start(Fields role, AuthMount mount) {
    Section section = new Section(role.line());
    section.put("name", role.required("name"));
    if (!mount.alone()) {
      section.put("cluster", mount.cluster());
    }
    section.put("policies", either(role, "policies"));
    section.put("boundCidrs", either(role, "bound_cidrs"));
    lifetimes(role, section);
    role.word("token_no_default_policy")
        .ifPresent(no -> section.put("defaultPolicy", no.text().equals("true") ? "false" : "true"));
    role.word("token_type")
        .filter(type -> !type.text().equals("default"))
        .ifPresent(type -> section.put("tokenType", type.text()));
    for (String other :
        List.of(
            "period",
            "token_period",
            "num_uses",
            "token_num_uses",
            "token_explicit_max_ttl",
            "explicit_max_ttl")) {
      role.refuseUnless(other, "0", "is always 0 here: a login ends at its maxTtl");
    }
    return section;
  }

  private static void lifetimes(Fields role, Section section) {
    Optional<Duration> ttl = duration(role, "ttl");
    ttl.ifPresent(value -> section.put("ttl", Durations.text(value)));
    Optional<Duration> longest =
        duration(role, "max_ttl").or(() -> ttl.filter(value -> value.compareTo(MAX_TTL) > 0));
    longest.ifPresent(value -> section.put("maxTtl", Durations.text(value)));
  }

  private static Optional<Duration> duration(Fields role, String name) {
    Optional<YamlNode.Scalar> word = role.word("token_" + name);
    Optional<YamlNode.Scalar> old = role.word(name);
    if (word.isPresent() && old.isPresent()) {
      throw role.failure(old.get().line(), name, "is given as token_" + name + " too; keep one");
    }
    return word.or(() -> old)
        .map(
            scalar -> {
              try {
                return GoDuration.parse(scalar.text());
              } catch (IllegalArgumentException e) {
                throw role.failure(scalar.line(), name, String.valueOf(e.getMessage()));
              }
            });
  }

  private static List<String> either(Fields role, String name) {
    List<String> words = role.words("token_" + name);
    List<String> old = role.words(name);
    if (!words.isEmpty() && !old.isEmpty()) {
      throw role.failure(role.line(), name, "is given as token_" + name + " too; keep one");
    }
    return words.isEmpty() ? old : words;
  }
}

package io.sealbridge.server.doctor;

import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.token.IssuedToken;
import io.sealbridge.server.token.TokenDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tokens that do not count. */
final class TokenExamination {
  private TokenExamination() {}

  static List<Diagnosis> of(
      BridgeConfiguration configuration, TokenDirectory.Contents contents, Instant now) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    contents
        .problems()
        .forEach(p -> diagnoses.add(Diagnosis.warn("tokens", p, "mend or remove it")));
    contents.tokens().stream()
        .filter(token -> token.isExpired(now))
        .forEach(token -> diagnoses.add(expired(token)));
    diagnoses.addAll(unknown(configuration, contents));
    long valid = contents.tokens().stream().filter(token -> !token.isExpired(now)).count();
    diagnoses.add(
        Diagnosis.ok("tokens", valid + " valid in " + configuration.tokens().directory()));
    return diagnoses;
  }

  private static Diagnosis expired(IssuedToken token) {
    return Diagnosis.warn(
        "tokens",
        "token %s of %s has expired".formatted(token.accessor(), token.identity()),
        "remove it: seal-bridge token revoke " + token.accessor());
  }

  private static List<Diagnosis> unknown(
      BridgeConfiguration configuration, TokenDirectory.Contents contents) {
    Set<String> identities =
        configuration.access().stream()
            .map(AccessConfiguration::identity)
            .collect(Collectors.toSet());
    return contents.tokens().stream()
        .filter(token -> !identities.contains(token.identity()))
        .map(
            token ->
                Diagnosis.warn(
                    "tokens",
                    "token %s stands for %s, which \"access\" does not list"
                        .formatted(token.accessor(), token.identity()),
                    "add the identity, or remove the token"))
        .toList();
  }
}

package io.sealbridge.server.doctor;

import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.token.IssuedToken;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tokens that do not count, and identities that nobody can show. */
public final class AccessExamination {
  private AccessExamination() {}

  public static List<Diagnosis> of(BridgeConfiguration configuration, Instant now) {
    Path directory = configuration.tokens().directory();
    try {
      TokenDirectory.Contents contents = new TokenDirectory(directory).read();
      List<Diagnosis> diagnoses = new ArrayList<>();
      contents
          .problems()
          .forEach(p -> diagnoses.add(Diagnosis.warn("tokens", p, "mend or remove it")));
      contents.tokens().stream()
          .filter(token -> token.isExpired(now))
          .forEach(token -> diagnoses.add(expired(token)));
      diagnoses.addAll(unknown(configuration, contents));
      diagnoses.addAll(unreachable(configuration, contents, now));
      long valid = contents.tokens().stream().filter(token -> !token.isExpired(now)).count();
      diagnoses.add(Diagnosis.ok("tokens", valid + " valid in " + directory));
      return diagnoses;
    } catch (IOException e) {
      return List.of(
          Diagnosis.fail("tokens", directory + ": " + e, "let the bridge's user read it"));
    }
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

  private static List<Diagnosis> unreachable(
      BridgeConfiguration configuration, TokenDirectory.Contents contents, Instant now) {
    return configuration.access().stream()
        .filter(access -> access.certificate().isEmpty())
        .map(AccessConfiguration::identity)
        .filter(
            identity ->
                contents.tokens().stream()
                    .noneMatch(t -> t.identity().equals(identity) && !t.isExpired(now)))
        .filter(
            identity ->
                configuration.listeners().stream()
                    .noneMatch(listener -> listener.identity().equals(Optional.of(identity))))
        .map(
            identity ->
                Diagnosis.warn(
                    "access",
                    "nobody can be " + identity + ": no certificate, token or socket stands for it",
                    "make a token: seal-bridge token create " + identity))
        .toList();
  }
}

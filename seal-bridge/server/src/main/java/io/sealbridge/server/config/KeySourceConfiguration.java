package io.sealbridge.server.config;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the public keys of an issuer come from: a JSON Web Key Set in a file, at an address, or at
 * the address that the issuer's own discovery document names. Never from a token.
 */
public record KeySourceConfiguration(
    @Setting("File with a JSON Web Key Set; read again when it changes.") Optional<Path> file,
    @Setting("Address of a JSON Web Key Set, https://. Redirects are not followed.")
        Optional<String> url,
    @Setting(
            value =
                "Whether to look each issuer's keys up by <issuer>/.well-known/openid-configuration;"
                    + " true or false. A key then counts for its own issuer only.",
            byDefault = "false")
        boolean discovery,
    @Setting(
            "url and discovery: authorities of the servers' certificates, PEM. Default: those of the"
                + " Java platform.")
        Optional<Path> ca,
    @Setting(
            value =
                "url and discovery: how often the keys are fetched; 1m to 1d. A key id that is not"
                    + " known fetches them earlier, at most every 30 s.",
            byDefault = "10m")
        Duration refresh) {

  public KeySourceConfiguration {
    int sources = (file.isPresent() ? 1 : 0) + (url.isPresent() ? 1 : 0) + (discovery ? 1 : 0);
    if (sources != 1) {
      throw new IllegalArgumentException(
          "exactly one of file, url and discovery must be given, was " + sources);
    }
    if (file.isPresent() && ca.isPresent()) {
      throw new IllegalArgumentException("ca must be left out for a file");
    }
    url.ifPresent(text -> HttpsUrl.require("url", text));
    Durations.within("refresh", refresh, Duration.ofMinutes(1), Duration.ofDays(1));
  }
}

package io.sealbridge.server.config;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.time.Duration;

/** What one client, one request and one identity may take. */
public record LimitsConfiguration(
    @Setting(value = "Largest request body; 1KiB to 64MiB.", byDefault = "32MiB") ByteSize body,
    @Setting(
            value =
                "Bodies of all requests in work together; at least twice body. A body takes up to"
                    + " seven times its size of Java's heap until it is answered.",
            byDefault = "64MiB")
        ByteSize bodies,
    @Setting(value = "Largest sum of a request's headers; 1KiB to 1MiB.", byDefault = "16KiB")
        ByteSize headers,
    @Setting(value = "Longest request line; 256B to 64KiB.", byDefault = "4KiB") ByteSize uri,
    @Setting(value = "Requests in work at a time, over all listeners.", byDefault = "512")
        int requests,
    @Setting(value = "Connections of one listener.", byDefault = "1024") int connections,
    @Setting(value = "HTTP/2 streams of one connection at a time.", byDefault = "128") int streams,
    @Setting(
            value =
                "Time for a TLS handshake, for a request's headers and for its body, each from its"
                    + " start; 100ms to 5m.",
            byDefault = "10s")
        Duration receive,
    @Setting(
            value = "After which a connection without traffic is closed; 1s to 1h.",
            byDefault = "90s")
        Duration idle,
    @Setting(
            value = "Requests a second of one identity with one key, in the long run.",
            byDefault = "5000")
        int rate,
    @Setting(value = "Requests of one identity with one key at once.", byDefault = "10000")
        int burst,
    @Setting(
            value =
                "Logins a second, over all listeners, in the long run; five times as many at once.",
            byDefault = "100")
        int logins,
    @Setting(
            value =
                "Logins a second from one address, in the long run; five times as many at once.",
            byDefault = "20")
        int loginsOfPeer) {

  private static final int MOST = 1_000_000;

  public LimitsConfiguration {
    within("body", body, "1KiB", "64MiB");
    within("headers", headers, "1KiB", "1MiB");
    within("uri", uri, "256B", "64KiB");
    if (bodies.bytes() < 2 * body.bytes()) {
      throw new IllegalArgumentException(
          "bodies must be at least twice body (" + body + "), was " + bodies);
    }
    within("requests", requests);
    within("connections", connections);
    within("streams", streams);
    within("rate", rate);
    within("burst", burst);
    within("logins", logins);
    within("loginsOfPeer", loginsOfPeer);
    Durations.within("receive", receive, Duration.ofMillis(100), Duration.ofMinutes(5));
    Durations.within("idle", idle, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  private static void within(String property, ByteSize value, String least, String most) {
    if (value.compareTo(ByteSize.parse(least)) < 0 || value.compareTo(ByteSize.parse(most)) > 0) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, was %s".formatted(property, least, most, value));
    }
  }

  private static void within(String property, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "%s must be between 1 and %d, was %d".formatted(property, MOST, value));
    }
  }
}

package io.sealbridge.server.doctor;

import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.LogComparison;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.server.anchor.Anchors;
import io.sealbridge.server.anchor.ConfiguredAnchors;
import io.sealbridge.server.config.AnchorConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.tls.TlsFilesException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether each anchor of the key-use log can be reached, and how far it is behind. Asks, and sends
 * nothing.
 */
public final class AnchorExamination {
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final BridgeConfiguration configuration;
  private final Clock clock;
  private final LogOnDisk own;

  private AnchorExamination(BridgeConfiguration configuration, Clock clock, LogOnDisk own) {
    this.configuration = configuration;
    this.clock = clock;
    this.own = own;
  }

  /** One diagnosis for each anchor; none without anchors. Blocks for a bounded time. */
  public static List<Diagnosis> of(BridgeConfiguration configuration, Clock clock) {
    if (configuration.log().anchors().isEmpty()) {
      return List.of();
    }
    try {
      AnchorExamination examination =
          new AnchorExamination(configuration, clock, LogOnDisk.of(configuration));
      List<Diagnosis> diagnoses = new ArrayList<>();
      for (AnchorConfiguration anchor : configuration.log().anchors()) {
        diagnoses.add(examination.examine(anchor));
      }
      return diagnoses;
    } catch (IOException e) {
      return List.of(
          Diagnosis.fail(
              "anchors",
              "the log cannot be read: " + e.getMessage(),
              "run seal-bridge audit verify, which says what is wrong with it"));
    }
  }

  private Diagnosis examine(AnchorConfiguration anchor) throws IOException {
    String check = "anchor " + anchor.name();
    try {
      Anchor place = ConfiguredAnchors.of(anchor, configuration.node(), own, clock, Runnable::run);
      Optional<Checkpoint> accepted = place.accepted();
      boolean onlyTakes = anchor.stdout() || anchor.syslog().isPresent();
      if (onlyTakes) {
        return Diagnosis.ok(check, "can be reached; it only takes, so what it has is not known");
      }
      Optional<AnchorAnswer.Conflict> conflict =
          accepted.isEmpty() ? Optional.empty() : LogComparison.conflict(own, accepted.get());
      return conflict.isPresent()
          ? Diagnosis.fail(
              check,
              conflict.get().text(),
              Anchors.MEANING + ": see docs/reference/anchors.md before anything else")
          : behind(check, accepted.map(Checkpoint::size).orElse(0L));
    } catch (AnchorException | TlsFilesException e) {
      return Diagnosis.fail(
          check,
          String.valueOf(e.getMessage()),
          "mend the way to it; until then nobody but this host vouches for what the log gets");
    }
  }

  private Diagnosis behind(String check, long accepted) throws IOException {
    long signed = own.signed();
    String has = "has %d of %d signed entries".formatted(accepted, signed);
    Optional<Instant> oldest = own.oldestBehind(accepted);
    if (oldest.isEmpty()) {
      return Diagnosis.ok(check, has + ", and no other news");
    }
    Duration waited = Duration.between(oldest.get(), clock.instant());
    Duration interval = configuration.log().anchorInterval();
    String text =
        "%s; the next has waited %d s, and anchorInterval is %d s"
            .formatted(has, Math.max(0, waited.toSeconds()), interval.toSeconds());
    return waited.compareTo(interval.multipliedBy(2).plus(MARGIN)) <= 0
        ? Diagnosis.ok(check, text)
        : Diagnosis.warn(
            check,
            text,
            "see that the bridge runs, and why in its log and in /readyz; a bridge that does not"
                + " run sends nothing");
  }
}

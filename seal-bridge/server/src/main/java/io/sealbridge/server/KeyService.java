package io.sealbridge.server;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.WrapCounts;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.attestation.Attestor;
import io.sealbridge.keyring.registry.KeyRegistry;
import io.sealbridge.keyring.registry.Known;
import io.sealbridge.keyring.service.ApplicationKeys;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.keyring.service.KeyringOptions;
import io.sealbridge.keyring.service.Signatures;
import io.sealbridge.keyring.service.UsageBoard;
import io.sealbridge.keyring.service.WrapBudget;
import io.sealbridge.keyring.standing.RecordedStandings;
import io.sealbridge.keyring.standing.ThawKeys;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.DegradedSeals;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Canaries;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.reaction.ReplicaState;
import io.sealbridge.server.start.Receivers;
import io.sealbridge.server.start.ThawKeyFiles;
import io.sealbridge.server.transit.TransitServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keyring over the configured HSMs, and its upkeep. Safe for use by many threads. */
final class KeyService {

  private static final Logger LOG = LoggerFactory.getLogger(KeyService.class);
  private static final Duration FORCED_REFRESH = Duration.ofSeconds(1);

  private final List<ConnectedToken> tokens;
  private final RecordedStandings standings;
  private final KeyRegistry registry;
  private final Keyring keyring;
  private final UsageBoard board;
  private final Signatures signatures;
  private final Map<String, PublicKeyInfo> receivers;
  private final ApplicationKeys applicationKeys;
  private final Canaries canaries;
  private final Metrics metrics;
  private volatile List<Long> generations = List.of();

  KeyService(Foundation foundation, List<ConnectedToken> tokens) {
    BridgeConfiguration configuration = foundation.configuration();
    BridgeParts parts = foundation.parts();
    Alarms alarms = foundation.alarms();
    this.board = new UsageBoard(foundation.log(), parts.clock());
    KeyUseLog log = board;
    this.tokens = List.copyOf(tokens);
    this.receivers = receivers(configuration);
    this.metrics = foundation.metrics();
    List<HsmToken> ports = List.copyOf(tokens);
    SerialMarks marks = foundation.data().serialMarks();
    Attestor attestor = new Attestor(configuration::attestation, log, alarms, parts.clock());
    this.standings = standings(foundation);
    this.registry =
        new KeyRegistry(
            ports,
            attestor,
            marks,
            standings,
            alarms,
            new KeyRegistry.Timing(configuration.states().maxAge(), FORCED_REFRESH),
            parts.clock());
    WrapCounts counts = foundation.data().wrapCounts();
    WrapBudget budget = new WrapBudget(counts, configuration.maxReplicas(), alarms);
    KeyAdministration administration =
        new KeyAdministration(ports, attestor, marks, log, parts.clock(), parts.random());
    KeyringOptions options = options(configuration);
    this.keyring =
        new Keyring(
            registry, log, budget, administration, options, alarms, parts.clock(), parts.random());
    this.applicationKeys =
        new ApplicationKeys(
            registry,
            administration,
            budget,
            log,
            options,
            configuration::hsmsOf,
            receivers.values().stream().map(KeyService::sha256).collect(Collectors.toSet()),
            parts.clock());
    this.signatures = new Signatures(registry, log, parts.clock());
    this.canaries = new Canaries(registry, parts.random());
  }

  /** The start checks have said what is wrong; the files may have changed since. */
  private static Map<String, PublicKeyInfo> receivers(BridgeConfiguration configuration) {
    List<String> findings = new ArrayList<>();
    Map<String, PublicKeyInfo> receivers = Receivers.read(configuration.exportTo(), findings);
    if (!findings.isEmpty()) {
      throw new StartException(String.join("\n", findings));
    }
    return receivers;
  }

  private static RecordedStandings standings(Foundation foundation) {
    List<String> findings = new ArrayList<>();
    ThawKeys thawKeys = ThawKeyFiles.read(foundation.configuration(), findings);
    if (!findings.isEmpty()) {
      throw new StartException(String.join("\n", findings));
    }
    return new RecordedStandings(
        thawKeys,
        foundation.data().freezeMarks(),
        foundation.log(),
        foundation.alarms(),
        foundation.clock());
  }

  private static String sha256(PublicKeyInfo receiver) {
    return HexFormat.of().formatHex(HashFunction.SHA256.digest(receiver.der()));
  }

  private static KeyringOptions options(BridgeConfiguration configuration) {
    return new KeyringOptions(
        configuration.node(),
        configuration.writerName(),
        configuration.degradedSeals() == DegradedSeals.ALLOW);
  }

  KeyRegistry registry() {
    return registry;
  }

  /** How every key stands, for those who ask whether this replica acts by a state. */
  List<ReplicaState.Key> standing() {
    return registry.known().stream().map(this::standing).toList();
  }

  private ReplicaState.Key standing(Known known) {
    KeyState state = known.state();
    return new ReplicaState.Key(
        state.name().value(),
        state.serial(),
        state.latest().number(),
        state.minDecryptionVersion(),
        state.frozen(),
        known.confirmed(),
        known.standing().heldFrozen(),
        standings.isRecorded(known.standing()));
  }

  Keyring keyring() {
    return keyring;
  }

  /** What Transit is served from. */
  TransitServices transit() {
    return new TransitServices(
        keyring, signatures, applicationKeys, registry::state, receivers, board);
  }

  Canaries canaries() {
    return canaries;
  }

  /** Reads the states, tries what is new, and makes up for degraded seals. Never fails. */
  CompletionStage<Void> refresh() {
    return registry
        .refresh()
        .thenCompose(read -> canaries.run())
        .thenCompose(tried -> keyring.rotateDegraded())
        .thenAccept(this::rotated);
  }

  /** Refreshes if an HSM has come back since the last call. */
  void refreshAfterReconnect() {
    List<Long> now = tokens.stream().map(KeyService::generation).toList();
    if (!now.equals(generations)) {
      generations = now;
      var _ = refresh();
    }
  }

  private void rotated(List<KeyName> keys) {
    keys.forEach(
        key -> LOG.atInfo().addKeyValue("keyName", key).log("new version after degraded seals"));
    metrics.keys(registry.states());
  }

  private static long generation(ConnectedToken token) {
    return Optional.of(token.status())
        .filter(HsmStatus.Ready.class::isInstance)
        .map(HsmStatus.Ready.class::cast)
        .map(HsmStatus.Ready::generation)
        .orElse(0L);
  }
}

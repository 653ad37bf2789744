package io.sealbridge.server.config;

import io.sealbridge.audit.note.KeyNames;
import io.sealbridge.configuration.Setting;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.attestation.AttestationMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The whole file. Names that refer to each other have been checked. */
public record BridgeConfiguration(
    @Setting(value = "Name of the set of replicas that share keys.", byDefault = "default")
        String deployment,
    @Setting(value = "Name of this replica. Default: the host name.", byDefault = "${host}")
        String node,
    @Setting(
            "The one replica that changes keys; the others answer 503 to rotate and name it."
                + " Default: this node.")
        Optional<String> writer,
    @Setting(
            value =
                "Replicas that may ever run at a time. Each may spend 2^32 / maxReplicas AES-GCM"
                    + " wraps of a key version.",
            byDefault = "16")
        int maxReplicas,
    @Setting(
            value =
                "Folder for the key-use log, the wrap counters and the highest serials seen; made"
                    + " with mode 0700.",
            byDefault = "/var/lib/seal-bridge")
        Path dataDirectory,
    @Setting(
            value =
                "Whether to seal when one of several HSMs cannot be used: allow (with an alarm, and"
                    + " a new version when it is back) or refuse.",
            byDefault = "allow")
        DegradedSeals degradedSeals,
    @Setting("The HSMs, at least one. The first is asked first.") List<HsmConfiguration> hsms,
    @Setting("The keys that this bridge serves.") List<KeyConfiguration> keys,
    @Setting("Where clients connect.") List<ListenerConfiguration> listeners,
    @Setting("Liveness, readiness and metrics.") ManagementConfiguration management,
    @Setting("Who may do what.") List<AccessConfiguration> access,
    @Setting("Logins by JWT, from Kubernetes or elsewhere.") List<LoginConfiguration> logins,
    @Setting("For whom syncable keys may be wrapped; nobody by default.")
        List<ReceiverConfiguration> exportTo,
    @Setting(
            "Public keys, PEM, Ed25519 or P-256: a frozen key is used again only after one of the"
                + " private keys has signed that. Without any, whoever can freeze can thaw.")
        List<Path> thawKeys,
    @Setting(
            "All replicas of the deployment, this one included. Commands that stop something ask"
                + " each whether it acts by that.")
        List<ReplicaConfiguration> replicas,
    @Setting("Bearer tokens.") TokensConfiguration tokens,
    @Setting(
            "File of the identities and tokens that are shut out, read again as often as the tokens;"
                + " it must be there when it is named here. Default: revocations.yaml beside the"
                + " folder of tokens, if it is there.")
        Optional<Path> revocations,
    @Setting("The key-use log.") LogConfiguration log,
    @Setting("What one client or request may take.") LimitsConfiguration limits,
    @Setting("How fresh the states of the keys must be.") StatesConfiguration states) {

  private static final int MOST_REPLICAS = 1024;

  public BridgeConfiguration {
    hsms = List.copyOf(hsms);
    keys = List.copyOf(keys);
    listeners = List.copyOf(listeners);
    access = List.copyOf(access);
    logins = List.copyOf(logins);
    exportTo = List.copyOf(exportTo);
    thawKeys = List.copyOf(thawKeys);
    replicas = List.copyOf(replicas);
    if (maxReplicas < 1 || maxReplicas > MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "maxReplicas must be between 1 and " + MOST_REPLICAS + ", was " + maxReplicas);
    }
    if (deployment.isBlank() || node.isBlank()) {
      throw new IllegalArgumentException("deployment and node must not be blank");
    }
    if (!KeyNames.isValid(deployment) || !KeyNames.isValid(node)) {
      throw new IllegalArgumentException(
          "deployment and node must have no spaces and no \"+\": they name the key-use log");
    }
    References.check(hsms, keys, listeners, access, logins);
    References.unique(
        "exportTo", "name", exportTo.stream().map(ReceiverConfiguration::name).toList());
    References.unique(
        "replicas", "name", replicas.stream().map(ReplicaConfiguration::name).toList());
    References.unique(
        "replicas", "management", replicas.stream().map(ReplicaConfiguration::management).toList());
  }

  /** The replica that changes keys. */
  public String writerName() {
    return writer.orElse(node);
  }

  public boolean isWriter() {
    return node.equals(writerName());
  }

  /** The deny list. */
  public Path revocationsFile() {
    return revocations.orElseGet(() -> tokens.directory().resolveSibling("revocations.yaml"));
  }

  /** Where the key-use log is. */
  public Path logDirectory() {
    return log.directory().orElseGet(() -> dataDirectory.resolve("key-use"));
  }

  /** What names this replica's log in its checkpoints. */
  public String logOrigin() {
    return deployment + "/" + node;
  }

  public Optional<KeyConfiguration> key(KeyName name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** What attestation of this key's versions leads to. */
  public AttestationMode attestation(KeyName name) {
    return key(name).map(KeyConfiguration::attestation).orElse(AttestationMode.REQUIRE);
  }

  /** The HSMs that new versions of this key are made on. */
  public List<String> hsmsOf(KeyName name) {
    return key(name)
        .map(KeyConfiguration::hsms)
        .filter(names -> !names.isEmpty())
        .orElseGet(() -> hsms.stream().map(HsmConfiguration::name).toList());
  }
}

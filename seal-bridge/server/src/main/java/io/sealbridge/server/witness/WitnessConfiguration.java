package io.sealbridge.server.witness;

import io.sealbridge.audit.anchor.WitnessedLog;
import io.sealbridge.audit.note.KeyNames;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignatureType;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.configuration.RecordBinder;
import io.sealbridge.configuration.Setting;
import io.sealbridge.configuration.Vocabulary;
import io.sealbridge.configuration.YamlReader;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.TlsConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole file of a witness. */
public record WitnessConfiguration(
    @Setting("What the witness is called in its signatures, such as witness.example/seal-bridge.")
        String name,
    @Setting(
            value =
                "host:port or [ipv6]:port. A bridge elsewhere reaches it by https only: give tls.",
            byDefault = "127.0.0.1:8213")
        Address address,
    @Setting(
            value =
                "Folder of what the witness knows, made with mode 0700. It must never be put back to"
                    + " an older state: the witness would forget.",
            byDefault = "/var/lib/seal-bridge-witness")
        Path state,
    @Setting("Ed25519 key, PKCS#8 PEM, mode 0600; made by: seal-bridge audit witness --init.")
        Path key,
    @Setting("Certificate and key of the listener.") Optional<TlsConfiguration> tls,
    @Setting(
            "Verifier keys of the logs to watch, as in the file \"keys\" of a log's folder. Several"
                + " keys of one name are of one log.")
        List<VerifierKey> logs) {

  public WitnessConfiguration {
    logs = List.copyOf(logs);
    if (!KeyNames.isValid(name)) {
      throw new IllegalArgumentException(
          "name must not be empty or have spaces, \"+\" or control characters, was " + name);
    }
    if (address instanceof Address.Unix) {
      throw new IllegalArgumentException("address must be host:port, was " + address);
    }
    for (int i = 0; i < logs.size(); i++) {
      if (logs.get(i).type() == SignatureType.COSIGNATURE) {
        throw new IllegalArgumentException("logs[" + i + "] must be a log's key, not a witness's");
      }
    }
  }

  /**
   * Reads and checks the file; touches no other file.
   *
   * @throws ConfigurationException if it cannot be read or is wrong
   */
  public static WitnessConfiguration read(Path file) {
    try {
      return new RecordBinder(
              file.toAbsolutePath().normalize(),
              new Vocabulary(
                  Map.of(
                      Address.class,
                      Address::parse,
                      VerifierKey.class,
                      WitnessConfiguration::verifierKey),
                  Map.of(),
                  Map.of()))
          .bind(WitnessConfiguration.class, YamlReader.read(file, Files.readAllBytes(file)));
    } catch (IOException e) {
      throw ConfigurationException.unreadable(file, e);
    }
  }

  private static VerifierKey verifierKey(String text) {
    try {
      return VerifierKey.parse(text);
    } catch (MalformedNoteException e) {
      throw new IllegalArgumentException("is no verifier key: " + e.getMessage(), e);
    }
  }

  /** The logs with their keys; the name of a key is the origin of its log. */
  public List<WitnessedLog> watched() {
    Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
    logs.forEach(log -> keys.computeIfAbsent(log.name(), _ -> new ArrayList<>()).add(log));
    return keys.entrySet().stream()
        .map(log -> new WitnessedLog(log.getKey(), log.getValue()))
        .toList();
  }
}

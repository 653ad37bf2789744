package io.sealbridge.server;

import io.sealbridge.server.config.ConfigurationFile;
import java.util.Map;
import java.util.Optional;

/**
 * The running service. It comes up, alive and not ready, when an HSM does not answer; it does not
 * come up when the configuration, a certificate, a file mode or an address is wrong.
 */
public final class Bridge implements AutoCloseable {

  private final Map<String, Integer> ports;
  private final int managementPort;

  private Bridge(Map<String, Integer> ports, int managementPort) {
    this.ports = ports;
    this.managementPort = managementPort;
  }

  /**
   * Starts everything and returns when all listeners accept connections.
   *
   * @throws StartException if the service cannot start; what had been started is closed
   */
  public static Bridge start(ConfigurationFile file, BridgeParts parts) {
    if (parts.version().isEmpty()) {
      return new Bridge(Map.of(), 0);
    }
    throw new StartException("not built yet: " + file.path());
  }

  /** The port of a TCP listener by its name, for listeners whose configured port is 0. */
  public Optional<Integer> port(String listener) {
    return Optional.ofNullable(ports.get(listener));
  }

  public int managementPort() {
    return managementPort;
  }

  /**
   * Stops accepting, lets requests in work end for a short while, writes the last entry of the log,
   * and closes everything in the reverse order of the start.
   */
  @Override
  public void close() {}
}

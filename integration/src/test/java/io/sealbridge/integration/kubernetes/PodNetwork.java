package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A bridge of this machine to which the pods of one node are attached, with a subnet of its own.
 * Pods reach what listens on {@link #gateway} and one another; nothing is translated, so that no
 * packet filter has to be changed.
 */
final class PodNetwork implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private final int number;

  private PodNetwork(int number) {
    this.number = number;
  }

  /** Whoever has made the bridge of a number owns the subnet of that number. */
  static PodNetwork create() {
    String seen = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      PodNetwork network = new PodNetwork(ThreadLocalRandom.current().nextInt(1, 255));
      var made = Command.run(ip("link", "add", network.bridge(), "type", "bridge"), Map.of());
      if (made.exitCode() == 0) {
        network.configure();
        return network;
      }
      seen = made.output();
    }
    throw new AssertionError(
        "no network bridge could be made; a node needs root with CAP_NET_ADMIN. ip said: " + seen);
  }

  private void configure() {
    Command.run(ip("addr", "add", gateway() + "/24", "dev", bridge()), Map.of()).orFail();
    Command.run(ip("link", "set", bridge(), "up"), Map.of()).orFail();
  }

  String bridge() {
    return "sealtest" + number;
  }

  /** The address of this machine in the pods' subnet. */
  String gateway() {
    return "10.213." + number + ".1";
  }

  /** What containerd's network plugins have to know, in a folder of its own. */
  Path configuration(Path folder) {
    PrivateFiles.folder(folder);
    PrivateFiles.write(
        folder.resolve("10-pods.conflist"),
        """
        {"cniVersion": "0.4.0", "name": "%s", "plugins": [
          {"type": "bridge", "bridge": "%s", "isGateway": true, "ipMasq": false,
           "ipam": {"type": "host-local", "dataDir": "%s",
                    "ranges": [[{"subnet": "10.213.%d.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
        """
            .formatted(bridge(), bridge(), folder.resolve("addresses"), number));
    return folder;
  }

  boolean exists() {
    return Files.exists(Path.of("/sys/class/net", bridge()));
  }

  private static List<String> ip(String... arguments) {
    return Stream.concat(Stream.of("ip"), Arrays.stream(arguments)).toList();
  }

  @Override
  public void close() {
    if (exists()) {
      Command.run(ip("link", "delete", bridge()), Map.of()).orFail();
    }
  }
}

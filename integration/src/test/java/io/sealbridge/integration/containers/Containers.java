package io.sealbridge.integration.containers;

import io.sealbridge.integration.Scene;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.tls.Identity;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.SealStanza;
import io.sealbridge.integration.vault.ServerConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.utility.DockerImageName;

/**
 * The containers of one test in a network of their own: bridges that share a SoftHSM token, and
 * servers that unseal through the name "bridge". Files lie at the same paths inside and outside.
 */
final class Containers {
  static final String KEY = "root";

  private final Scene scene;
  private final Owner owner = Owner.choose();
  private final Network network;
  private final Authority authority;
  private final Identity client;
  private final SoftHsm token;

  Containers(Scene scene) {
    Docker.prepare();
    this.scene = scene;
    this.network = scene.closing(Network.newNetwork());
    this.authority = scene.authority();
    this.client = authority.issue("vault.test");
    this.token = scene.softHsm();
  }

  Owner owner() {
    return owner;
  }

  SoftHsm token() {
    return token;
  }

  /** A replica that is not started yet. */
  BridgeContainer bridge(String node) {
    return bridge(node, Docker.bridge());
  }

  BridgeContainer bridge(String node, DockerImageName image) {
    Path config = configure(node);
    owner.takes(scene.folder());
    BridgeContainer bridge =
        new BridgeContainer(image, node, network, owner, scene.folder(), config)
            .withEnv(token.environment());
    return followed(node, bridge);
  }

  /** A replica that is ready, with the key {@link #KEY} just made. */
  BridgeContainer readyBridge(String node) {
    bridge(node).run("keys", "create", KEY).orFail();
    bridge(node).run("keys", "create", "bridge-checkpoints").orFail();
    BridgeContainer bridge = bridge(node);
    bridge.start();
    return bridge;
  }

  /** The configuration of a replica; a test may change it before the start. */
  Path configure(String node) {
    Path folder = PrivateFiles.folder(scene.folder().resolve(node));
    Identity server = authority.issue("bridge");
    return PrivateFiles.write(
        folder.resolve("bridge.yaml"),
        """
        deployment: test
        node: %s
        writer: bridge-1
        dataDirectory: data
        hsms:
        %s
        keys:
          - name: %s
        listeners:
          - name: vault
            address: 0.0.0.0:%d
            tls: { certificate: %s, key: %s, clientCa: %s, clientAuth: required }
        management: { address: "0.0.0.0:%d" }
        access:
          - identity: vault
            certificate: { dns: [vault.test] }
            grants: [ { keys: [%s], operations: [encrypt, decrypt] } ]
        """
            .formatted(
                node,
                token.yaml().stripTrailing(),
                KEY,
                BridgeContainer.PORT,
                server.certificate(),
                server.key(),
                authority.certificateFile(),
                BridgeContainer.MANAGEMENT_PORT,
                KEY));
  }

  /** A server that was initialised, is unsealed and holds the secret {@code before}. */
  ServerContainer unsealedServer(Product product) {
    String name = product.toString().toLowerCase(Locale.ROOT);
    Path folder = PrivateFiles.folder(scene.folder().resolve(name));
    PrivateFiles.folder(folder.resolve("raft"));
    Path configuration = PrivateFiles.write(folder.resolve("server.hcl"), hcl(product, folder));
    owner.takes(scene.folder());
    ServerContainer server =
        followed(name, new ServerContainer(product, network, owner, scene.folder(), configuration));
    server.start();
    server.initialise();
    server.writeSecret("before", "kept");
    return server;
  }

  private String hcl(Product product, Path folder) {
    SealStanza seal =
        SealStanza.of("https://bridge:" + BridgeContainer.PORT, KEY)
            .withAuthority(authority.certificateFile())
            .withClient(client);
    URI api = URI.create("http://127.0.0.1:" + ServerContainer.PORT);
    String listener = "0.0.0.0:" + ServerContainer.PORT;
    return new ServerConfiguration(
                product, folder.resolve("raft"), listener, api, ServerContainer.PORT + 1)
            .hcl()
        + seal.hcl();
  }

  /** Closed after the test; its log lies where a failure is explained from. */
  private <T extends GenericContainer<T>> T followed(String name, T container) {
    Path log = scene.folder().resolve(name + ".log");
    container.withLogConsumer(frame -> append(log, frame));
    return scene.closing(container);
  }

  private static void append(Path log, OutputFrame frame) {
    try {
      Files.writeString(
          log, frame.getUtf8String(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

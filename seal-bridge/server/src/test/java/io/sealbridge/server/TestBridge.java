package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.attestation.AttestationMode;
import io.sealbridge.keyring.attestation.Attestor;
import io.sealbridge.keyring.fake.InMemoryKeyUseLog;
import io.sealbridge.keyring.fake.InMemorySerialMarks;
import io.sealbridge.keyring.fake.RecordedAlarms;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.token.NewToken;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A bridge in this process over a fake HSM, in a folder of its own. */
final class TestBridge implements AutoCloseable {

  static final String VERSION = "9.8.7";

  private final Path folder;
  private final FakeHsm hsm = new FakeHsm("primary");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<String> keys = new LinkedHashSet<>(List.of("root"));
  private Clock clock = Clock.systemUTC();
  private String extra = "";
  private String refresh = "100ms";
  private String listeners =
      """
      listeners:
        - { name: plain, address: "127.0.0.1:0" }
      """;
  private Optional<Bridge> bridge = Optional.empty();

  TestBridge(Path folder) {
    this.folder = folder;
  }

  FakeHsm hsm() {
    return hsm;
  }

  Path folder() {
    return folder;
  }

  TestBridge listeners(String yaml) {
    listeners = yaml;
    return this;
  }

  TestBridge with(String yaml) {
    extra += yaml;
    return this;
  }

  /** How often the tokens and the deny list are read; 100ms otherwise. */
  TestBridge refreshing(String interval) {
    refresh = interval;
    return this;
  }

  TestBridge clock(Clock other) {
    clock = other;
    return this;
  }

  /** Makes a seal key as the command line would. */
  TestBridge key(String name) {
    keys.add(name);
    make(name, KeyPurpose.SEAL, KeyType.AES_256, new UsageChoice.AesGcm());
    return this;
  }

  /** Makes an application key, which no configuration names. */
  TestBridge applicationKey(String name, KeyType type) {
    UsageChoice usage =
        switch (type) {
          case AES_256 -> new UsageChoice.AesGcm();
          case RSA_2048, RSA_3072, RSA_4096 -> new UsageChoice.RsaOaep(OaepHash.SHA256, true);
          case ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 -> new UsageChoice.Signing();
          case HMAC -> new UsageChoice.Mac();
        };
    make(name, KeyPurpose.APPLICATION, type, usage);
    return this;
  }

  /** Makes the bridge's own key for which imports are wrapped. */
  TestBridge wrappingKey() {
    make(
        "bridge-wrapping",
        KeyPurpose.INTERNAL,
        KeyType.RSA_4096,
        new UsageChoice.Unwrapping(OaepHash.SHA256));
    return this;
  }

  /** Makes the key that signs tokens. */
  TestBridge tokenKey() {
    make("bridge-tokens", KeyPurpose.INTERNAL, KeyType.ECDSA_P256, new UsageChoice.Signing());
    return this;
  }

  /** Makes the key that signs the key-use log. */
  TestBridge checkpointKey() {
    make("bridge-checkpoints", KeyPurpose.INTERNAL, KeyType.ECDSA_P256, new UsageChoice.Signing());
    return this;
  }

  private void make(String name, KeyPurpose purpose, KeyType type, UsageChoice usage) {
    administration()
        .create("test", new KeyName(name), purpose, List.of(new Placement("primary", type, usage)))
        .toCompletableFuture()
        .join();
  }

  /** What the command line changes keys by. */
  KeyAdministration administration() {
    return new KeyAdministration(
        List.of(hsm),
        new Attestor(
            _ -> AttestationMode.REQUIRE, new InMemoryKeyUseLog(), new RecordedAlarms(), clock),
        new InMemorySerialMarks(),
        new InMemoryKeyUseLog(),
        clock,
        new SecureRandom());
  }

  String token(String identity) {
    return newToken(identity, Optional.empty()).text();
  }

  NewToken newToken(String identity, Optional<Instant> expires) {
    try {
      return new TokenDirectory(folder.resolve("tokens"))
          .create(identity, clock.instant(), expires, new SecureRandom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigurationFile file() {
    String yaml =
        """
        deployment: test
        node: bridge-1
        dataDirectory: data
        hsms:
          - { name: primary, library: none.so, pinFile: pin }
        keys: [ %s ]
        management: { address: "127.0.0.1:0" }
        tokens: { directory: tokens, refresh: %s }
        log: { sync: never, reserve: 0B }
        states: { refresh: 200ms, maxAge: 60s }
        access:
          - identity: vault
            certificate: { dns: [vault.test], uri: ["spiffe://test/vault"] }
            grants: [ { keys: [root], operations: [encrypt, decrypt, read] } ]
          - identity: operator
            certificate: { dns: [operator.test] }
            grants:
              - keys: ["*"]
                operations: [encrypt, decrypt, read, list, sign, verify, hmac, export, create,
                  configure, delete, import, certify, sync, rewrap, datakey, random]
              - { keys: [ %s ], operations: [rotate] }
          - identity: keeper
            grants: [ { keys: ["*"], operations: [rotate] } ]
          - identity: nobody
        """
            .formatted(
                keys.stream().map("{ name: %s }"::formatted).collect(Collectors.joining(", ")),
                refresh,
                String.join(", ", keys));
    try {
      Path path = Files.writeString(folder.resolve("bridge.yaml"), yaml + listeners + extra);
      return ConfigurationFile.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestBridge start() {
    bridge =
        Optional.of(
            Bridge.start(
                file(), new BridgeParts(VERSION, clock, new SecureRandom(), hsm.opener())));
    return this;
  }

  TestBridge startReady() {
    start();
    eventually("ready", () -> management("/readyz").statusCode() == 200);
    return this;
  }

  Bridge bridge() {
    return bridge.orElseThrow();
  }

  int port(String listener) {
    return bridge().port(listener).orElseThrow();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port("plain") + path;
  }

  HttpResponse<String> management(String path) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge().managementPort() + path))
            .build());
  }

  /** Calls the plain listener. An empty token sends none, an empty body none. */
  HttpResponse<String> call(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(20));
    if (!token.isEmpty()) {
      request.header("X-Vault-Token", token);
    }
    request.method(
        method,
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void ownerOnly(Path path) throws IOException {
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
  }

  @Override
  public void close() {
    bridge.ifPresent(Bridge::close);
    client.close();
  }
}

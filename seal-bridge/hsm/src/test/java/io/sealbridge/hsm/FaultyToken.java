package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.get;

import io.sealbridge.hsm.connection.Backoff;
import io.sealbridge.hsm.connection.Rhythm;
import io.sealbridge.hsm.cryptoki.Cryptoki;
import io.sealbridge.hsm.cryptoki.ForwardingLibrary;
import io.sealbridge.hsm.cryptoki.ProcessEnvironment;
import io.sealbridge.hsm.cryptoki.SoftHsmDirectory;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SoftHSM token behind a library that misbehaves as told, and an adapter in a hurry. */
final class FaultyToken implements AutoCloseable {
  static final byte[] AAD = {7};
  static final byte[] DATA_KEY = new byte[32];

  final SoftHsmDirectory directory;
  final ForwardingLibrary library;
  final List<HsmFault> exhaustions = new CopyOnWriteArrayList<>();
  private final HsmTokens tokens;

  private FaultyToken(SoftHsmDirectory directory, ForwardingLibrary library) {
    this.directory = directory;
    this.library = library;
    this.tokens =
        new HsmTokens(
            Clock.systemUTC(),
            new Exhaustion(Duration.ofMillis(50), (_, fault) -> exhaustions.add(fault)),
            Cryptoki::load);
  }

  static FaultyToken create(Path path) throws IOException {
    SoftHsmDirectory directory = SoftHsmDirectory.create(path, "faulty");
    directory.environment().forEach(ProcessEnvironment::set);
    return new FaultyToken(
        directory, ForwardingLibrary.install(path.resolve("forward"), directory.library()));
  }

  HsmSettings settings() {
    HsmSettings plain = Settings.of(directory);
    return new HsmSettings(
        plain.name(),
        plain.provider(),
        library.library(),
        "",
        plain.token(),
        plain.pinFile(),
        plain.profile(),
        2,
        Duration.ofSeconds(2),
        plain.state());
  }

  HsmSettings settings(String profile) {
    HsmSettings plain = settings();
    return new HsmSettings(
        plain.name(),
        plain.provider(),
        plain.library(),
        plain.libraryParameters(),
        plain.token(),
        plain.pinFile(),
        profile,
        plain.sessions(),
        plain.callTimeout(),
        plain.state());
  }

  ConnectedToken open() {
    return open(settings());
  }

  ConnectedToken open(HsmSettings settings) {
    return tokens.open(
        settings,
        new Rhythm(
            Duration.ofMillis(200),
            Duration.ofMillis(30),
            Duration.ofMillis(20),
            Duration.ofSeconds(3),
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(40), new Random(1))));
  }

  static TokenKey key(ConnectedToken token) {
    return get(
        token.generate(
            new KeyOrder(
                "root-v1",
                CkaId.random(new SecureRandom()),
                KeyType.AES_256,
                new UsageChoice.AesGcm())));
  }

  static WrappedKey wrap(ConnectedToken token, TokenKey key) {
    try (SecretBytes dataKey = SecretBytes.copyOf(DATA_KEY)) {
      return get(token.wrap(key, dataKey, AAD));
    }
  }

  static CompletionStage<SecretBytes> unwrap(
      ConnectedToken token, TokenKey key, WrappedKey wrapped) {
    return token.unwrap(key, wrapped, AAD);
  }

  static long generation(ConnectedToken token) {
    return token.status() instanceof HsmStatus.Ready ready ? ready.generation() : -1;
  }

  @Override
  public void close() {
    tokens.close();
  }
}

package io.sealbridge.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.Provider;
import io.sealbridge.hsm.StateLocation;
import io.sealbridge.hsm.TokenSelector;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.attestation.AttestationMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

  private static final KeyName ROOT = new KeyName("root");
  private static final KeyName PAYMENTS = new KeyName("payments");

  @TempDir Path folder;

  @Test
  void pinsEveryDefault() throws IOException {
    // given
    String least =
        """
        hsms:
          - { name: a, library: lib.so, pinFile: pin }
        """;

    // when
    BridgeConfiguration read = read(least);

    // then
    assertThat(read)
        .isEqualTo(
            new BridgeConfiguration(
                "default",
                InetAddress.getLocalHost().getHostName(),
                Optional.empty(),
                16,
                Path.of("/var/lib/seal-bridge"),
                DegradedSeals.ALLOW,
                List.of(
                    new HsmConfiguration(
                        "a",
                        Provider.CRYPTOKI,
                        folder.resolve("lib.so"),
                        Optional.empty(),
                        new TokenConfiguration(
                            Optional.empty(), Optional.empty(), Optional.empty()),
                        folder.resolve("pin"),
                        HsmSettings.AUTO_PROFILE,
                        HsmSettings.DEFAULT_SESSIONS,
                        HsmSettings.DEFAULT_CALL_TIMEOUT,
                        new StateLocation.OnToken())),
                List.of(),
                List.of(),
                new ManagementConfiguration(new Address.Tcp("127.0.0.1", 8211)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new TokensConfiguration(folder.resolve("tokens"), Duration.ofSeconds(2)),
                Optional.empty(),
                new LogConfiguration(
                    Optional.empty(),
                    LogSync.ALWAYS,
                    LogSigned.OPENINGS,
                    Duration.ofSeconds(1),
                    new ByteSize(16 << 20),
                    new ByteSize(256 << 20),
                    List.of(),
                    Duration.ofSeconds(60)),
                new LimitsConfiguration(
                    ByteSize.parse("32MiB"),
                    ByteSize.parse("64MiB"),
                    ByteSize.parse("16KiB"),
                    ByteSize.parse("4KiB"),
                    512,
                    1024,
                    128,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(90),
                    5000,
                    10_000,
                    100,
                    20),
                new StatesConfiguration(Duration.ofSeconds(5), Duration.ofSeconds(60))));
    assertThat(read.revocationsFile()).isEqualTo(folder.resolve("revocations.yaml"));
    assertThat(read.writerName()).isEqualTo(read.node());
    assertThat(read.logDirectory()).isEqualTo(Path.of("/var/lib/seal-bridge/key-use"));
    assertThat(read.attestation(ROOT)).isEqualTo(AttestationMode.REQUIRE);
  }

  @Test
  void readsDefaultsOfAListenerAndAKey() throws IOException {
    // when
    BridgeConfiguration read =
        read(
            """
            hsms: [ { name: a, library: lib.so, pinFile: pin } ]
            keys: [ { name: root } ]
            listeners: [ { name: v, address: "127.0.0.1:0" } ]
            """);

    // then
    assertThat(read.keys())
        .containsExactly(
            new KeyConfiguration(ROOT, Optional.empty(), List.of(), AttestationMode.REQUIRE));
    assertThat(read.listeners())
        .containsExactly(
            new ListenerConfiguration(
                "v",
                new Address.Tcp("127.0.0.1", 0),
                "transit",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    assertThat(read.hsmsOf(ROOT)).containsExactly("a");
  }

  @Test
  void readsEveryProperty() throws URISyntaxException {
    // given
    Path file = Path.of(Objects.requireNonNull(getClass().getResource("/full.yaml")).toURI());
    Path beside = Objects.requireNonNull(file.getParent());

    // when
    BridgeConfiguration read = ConfigurationFile.read(file).configuration();

    // then
    assertThat(read.deployment()).isEqualTo("prod");
    assertThat(read.node()).isEqualTo("bridge-2");
    assertThat(read.writerName()).isEqualTo("bridge-1");
    assertThat(read.isWriter()).isFalse();
    assertThat(read.maxReplicas()).isEqualTo(3);
    assertThat(read.dataDirectory()).isEqualTo(beside.resolve("data"));
    assertThat(read.degradedSeals()).isEqualTo(DegradedSeals.REFUSE);
    assertThat(read.hsms().getFirst().settings())
        .isEqualTo(
            new HsmSettings(
                "primary",
                Provider.SUNPKCS11,
                Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                "configdir=/tmp",
                new TokenSelector(
                    Optional.of("seal-bridge"),
                    Optional.of("0123456789abcdef"),
                    OptionalLong.of(7)),
                beside.resolve("secrets/pin"),
                "softhsm",
                4,
                Duration.ofMillis(2500),
                new StateLocation.InDirectory(beside.resolve("states"))));
    assertThat(read.attestation(ROOT)).isEqualTo(AttestationMode.OFF);
    assertThat(read.hsmsOf(ROOT)).containsExactly("primary");
    assertThat(read.hsmsOf(PAYMENTS)).containsExactly("primary", "secondary");
    assertThat(read.exportTo())
        .containsExactly(
            new ReceiverConfiguration("standby", beside.resolve("standby.pem"), "0f".repeat(32)));
    assertThat(read.thawKeys())
        .containsExactly(beside.resolve("alice.pub"), beside.resolve("bob.pub"));
    assertThat(read.replicas())
        .containsExactly(
            new ReplicaConfiguration("bridge-1", "http://10.0.0.1:8211", Optional.empty()),
            new ReplicaConfiguration(
                "bridge-2",
                "https://bridge-2.example",
                Optional.of(beside.resolve("management-ca.crt"))));
  }

  @Test
  void readsEveryPropertyOfListenersAccessAndLimits() throws URISyntaxException {
    // given
    Path file = Path.of(Objects.requireNonNull(getClass().getResource("/full.yaml")).toURI());
    Path beside = Objects.requireNonNull(file.getParent());

    // when
    BridgeConfiguration read = ConfigurationFile.read(file).configuration();

    // then
    assertThat(read.listeners())
        .containsExactly(
            new ListenerConfiguration(
                "vault",
                new Address.Tcp("0.0.0.0", 8210),
                "hsm/transit",
                Optional.of(ROOT),
                Optional.of(
                    new TlsConfiguration(
                        beside.resolve("tls.crt"),
                        beside.resolve("tls.key"),
                        Optional.of(beside.resolve("clients-ca.crt")),
                        List.of(
                            new ClientTrustConfiguration(
                                beside.resolve("vault-ca.crt"),
                                List.of("vault-a.example", "*.vault.example"),
                                List.of("spiffe://prod.example/"),
                                Optional.of(beside.resolve("vault.crl")),
                                ExpiredCrl.WARN)),
                        ClientAuthentication.OPTIONAL)),
                Optional.empty(),
                List.of()),
            new ListenerConfiguration(
                "sidecar",
                new Address.Unix(Path.of("/run/seal-bridge/vault.sock")),
                "transit",
                Optional.empty(),
                Optional.empty(),
                Optional.of("sidecar"),
                List.of(100, 101)));
    assertThat(read.management().address()).isEqualTo(new Address.Tcp("::1", 9000));
    assertThat(read.access().getFirst().certificate())
        .contains(
            new CertificateMatch(List.of("vault-a.example"), List.of("spiffe://example/vault")));
    assertThat(read.access().getFirst().domainGrants())
        .containsExactly(
            Grant.ofKeys(
                Set.of(ROOT), Set.of(Operation.ENCRYPT, Operation.DECRYPT, Operation.READ)),
            Grant.ofEveryKey(Set.of(Operation.LIST)),
            new Grant(Set.of(), Set.of("payments-"), Set.of(Operation.ENCRYPT)));
    assertThat(read.access().getFirst().cluster()).contains("vault-a");
    assertThat(read.access().getFirst().limits()).contains(new RateConfiguration(400, 800));
    assertThat(read.revocationsFile()).isEqualTo(Path.of("/var/lib/revocations.yaml"));
    assertThat(read.tokens())
        .isEqualTo(new TokensConfiguration(Path.of("/var/lib/tokens"), Duration.ofSeconds(1)));
    assertThat(read.log())
        .isEqualTo(
            new LogConfiguration(
                Optional.of(Path.of("/var/log/key-use")),
                LogSync.NEVER,
                LogSigned.NEVER,
                Duration.ofSeconds(10),
                new ByteSize(64 << 20),
                new ByteSize(1L << 30),
                List.of(),
                Duration.ofSeconds(60)));
    assertThat(read.limits())
        .isEqualTo(
            new LimitsConfiguration(
                ByteSize.parse("1MiB"),
                ByteSize.parse("8MiB"),
                ByteSize.parse("8KiB"),
                ByteSize.parse("1KiB"),
                10,
                20,
                30,
                Duration.ofSeconds(3),
                Duration.ofMinutes(2),
                40,
                50,
                60,
                7));
    assertThat(read.states())
        .isEqualTo(new StatesConfiguration(Duration.ofSeconds(1), Duration.ofSeconds(30)));
  }

  private BridgeConfiguration read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), yaml);
    return ConfigurationFile.read(file).configuration();
  }
}

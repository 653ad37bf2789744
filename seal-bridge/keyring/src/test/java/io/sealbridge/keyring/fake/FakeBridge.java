package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.attestation.AttestationMode;
import io.sealbridge.keyring.attestation.Attestor;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.registry.KeyRegistry;
import io.sealbridge.keyring.service.ApplicationKeys;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.keyring.service.KeyringOptions;
import io.sealbridge.keyring.service.Signatures;
import io.sealbridge.keyring.service.WrapBudget;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A whole keyring over fake HSMs, wired as the service wires the real ones. {@link #restart} makes
 * the objects anew over the same HSMs and the same durable marks and counts.
 */
public final class FakeBridge {
  /** The replicas that the budget is divided by. */
  public static final int MAX_REPLICAS = 16;

  private final List<FakeToken> hsms;
  private final InMemoryKeyUseLog log = new InMemoryKeyUseLog();
  private final InMemorySerialMarks marks = new InMemorySerialMarks();
  private final InMemoryWrapCounts counts = new InMemoryWrapCounts();
  private final RecordedAlarms alarms = new RecordedAlarms();
  private final MovableClock clock = new MovableClock();
  private final SecureRandom random = new SecureRandom();
  private AttestationMode mode = AttestationMode.REQUIRE;
  private KeyringOptions options = new KeyringOptions("bridge-1", "bridge-1", true);
  private KeyRegistry registry;
  private KeyAdministration administration;
  private Keyring keyring;

  private FakeBridge(List<FakeToken> hsms) {
    this.hsms = hsms;
    Attestor attestor = attestor();
    registry = registry(attestor);
    administration = administration(attestor);
    keyring = keyring();
  }

  /** Over HSMs of these names. */
  public static FakeBridge over(String... hsms) {
    return new FakeBridge(Arrays.stream(hsms).map(FakeToken::new).toList());
  }

  /** A bridge whose first HSM holds {@code root} as an AES key. */
  public static FakeBridge withRootKey() {
    FakeBridge bridge = over("primary");
    bridge.create("root", aes("primary"));
    return bridge;
  }

  public FakeBridge attesting(AttestationMode attestation) {
    mode = attestation;
    return restart();
  }

  public FakeBridge with(KeyringOptions changed) {
    options = changed;
    return restart();
  }

  /** A new process over the same HSMs, marks and counts; reads the states once. */
  public FakeBridge restart() {
    Attestor attestor = attestor();
    registry = registry(attestor);
    administration = administration(attestor);
    keyring = keyring();
    refresh();
    return this;
  }

  private Attestor attestor() {
    return new Attestor(key -> mode, log, alarms, clock);
  }

  private KeyRegistry registry(Attestor attestor) {
    return new KeyRegistry(
        tokens(),
        attestor,
        marks,
        alarms,
        new KeyRegistry.Timing(Duration.ofSeconds(60), Duration.ZERO),
        clock);
  }

  private KeyAdministration administration(Attestor attestor) {
    return new KeyAdministration(tokens(), attestor, marks, log, clock, random);
  }

  private Keyring keyring() {
    return new Keyring(
        registry,
        log,
        new WrapBudget(counts, MAX_REPLICAS, alarms),
        administration,
        options,
        alarms,
        clock,
        random);
  }

  private List<HsmToken> tokens() {
    return List.copyOf(hsms);
  }

  /** Makes a seal key. */
  public KeyState create(String key, Placement... placements) {
    return create(KeyPurpose.SEAL, key, placements);
  }

  public KeyState create(KeyPurpose purpose, String key, Placement... placements) {
    KeyState state =
        Done.value(administration.create("test", new KeyName(key), purpose, List.of(placements)))
            .state();
    refresh();
    return state;
  }

  /** Makes an application key that signs, or makes codes, on the HSM. */
  public KeyState createSigning(String key, KeyType type, String hsm) {
    UsageChoice usage =
        switch (type) {
          case AES_256 -> throw new IllegalArgumentException("AES keys do not sign");
          case RSA_2048, RSA_3072, RSA_4096 -> new UsageChoice.RsaOaep(OaepHash.SHA256, true);
          case ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 -> new UsageChoice.Signing();
          case HMAC -> new UsageChoice.Mac();
        };
    return create(KeyPurpose.APPLICATION, key, new Placement(hsm, type, usage));
  }

  public void refresh() {
    Done.value(registry.refreshAnew());
  }

  public static Placement aes(String hsm) {
    return new Placement(hsm, KeyType.AES_256, new UsageChoice.AesGcm());
  }

  public static Placement rsa(String hsm, OaepHash hash) {
    return new Placement(hsm, KeyType.RSA_2048, new UsageChoice.RsaOaep(hash));
  }

  /** A caller who may do everything with every key. */
  public static Caller anyone() {
    Set<Operation> everything = Set.of(Operation.values());
    return caller(
        Grant.ofEveryKey(everything), Grant.ofKeys(Set.of(new KeyName("root")), everything));
  }

  public static Caller caller(Grant... grants) {
    return new Caller(
        "request-1", "vault-a", "token:abc", "127.0.0.1", List.of(grants), Optional.empty());
  }

  /** Seals as {@link #anyone}, with the latest version and no associated data. */
  public CompletionStage<Ciphertext> sealing(String key, String plaintext) {
    return keyring.encrypt(
        anyone(),
        new KeyName(key),
        SecretBytes.copyOf(plaintext.getBytes(StandardCharsets.UTF_8)),
        new byte[0],
        OptionalInt.empty());
  }

  /** The text of what {@link #sealing} gives. */
  public String seal(String key, String plaintext) {
    return Done.value(sealing(key, plaintext)).toString();
  }

  /** Opens as {@link #anyone}, with no associated data. */
  public CompletionStage<String> opening(String key, String ciphertext) {
    return keyring
        .decrypt(anyone(), new KeyName(key), ciphertext, new byte[0])
        .thenApply(FakeBridge::text);
  }

  public String open(String key, String ciphertext) {
    return Done.value(opening(key, ciphertext));
  }

  public KeyringError refusal(String key, String ciphertext) {
    return Done.error(keyring.decrypt(anyone(), new KeyName(key), ciphertext, new byte[0]));
  }

  public static String text(SecretBytes secret) {
    try (secret) {
      return secret.<String>use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  public FakeToken hsm(int index) {
    return hsms.get(index);
  }

  public InMemoryKeyUseLog log() {
    return log;
  }

  public InMemorySerialMarks marks() {
    return marks;
  }

  public InMemoryWrapCounts counts() {
    return counts;
  }

  public RecordedAlarms alarms() {
    return alarms;
  }

  public MovableClock clock() {
    return clock;
  }

  public KeyRegistry registry() {
    return registry;
  }

  public KeyAdministration administration() {
    return administration;
  }

  public Signatures signatures() {
    return new Signatures(registry, log, clock);
  }

  /** Keys are made on all HSMs in their order; {@code receivers} are SHA-256 in hex. */
  public ApplicationKeys applicationKeys(String... receivers) {
    return new ApplicationKeys(
        registry,
        administration,
        new WrapBudget(counts, MAX_REPLICAS, alarms),
        log,
        options,
        key -> hsms.stream().map(FakeToken::name).toList(),
        Set.of(receivers),
        clock);
  }

  public Keyring service() {
    return keyring;
  }
}

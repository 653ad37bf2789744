package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.Cryptoki;
import io.sealbridge.hsm.cryptoki.ProcessEnvironment;
import io.sealbridge.hsm.cryptoki.TestToken;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every provider does alike on every token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HsmTokenContract {
  static final byte[] AAD = {1, 2, 3};
  private static final byte[] DATA_KEY =
      HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

  final SecureRandom random = new SecureRandom();
  private int labels;
  private HsmTokens tokens;
  ConnectedToken token;

  abstract TestToken create(Path directory) throws IOException;

  HsmSettings settings(TestToken created, Path directory) {
    return Settings.of(created);
  }

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    TestToken created = create(directory);
    tokens =
        new HsmTokens(
            Clock.systemUTC(),
            Exhaustion.never(),
            (library, parameters) -> {
              created.environment().forEach(ProcessEnvironment::set);
              return Cryptoki.load(library, parameters);
            });
    token = tokens.open(settings(created, directory));
  }

  @AfterAll
  void close() {
    tokens.close();
  }

  String label() {
    labels++;
    return "root-v" + labels;
  }

  TokenKey aesKey() {
    return get(
        token.generate(
            new KeyOrder(
                label(), CkaId.random(random), KeyType.AES_256, new UsageChoice.AesGcm())));
  }

  static byte[] bytes(SecretBytes secret) {
    try (secret) {
      return secret.use(byte[]::clone);
    }
  }

  WrappedKey wrap(TokenKey key) {
    try (SecretBytes dataKey = SecretBytes.copyOf(DATA_KEY)) {
      return get(token.wrap(key, dataKey, AAD));
    }
  }

  @Test
  void connectsAndSaysToWhat() {
    // when
    get(token.random(8)).close();
    // then
    assertThat(token.status())
        .isInstanceOfSatisfying(
            HsmStatus.Ready.class, ready -> assertThat(ready.generation()).isEqualTo(1));
    assertThat(token.report()).isPresent();
    assertThat(token.report().get().mechanisms()).contains("CKM_AES_GCM");
  }

  @Test
  void opensWhatItWrapped() {
    // given
    TokenKey key = aesKey();
    // when
    WrappedKey wrapped = wrap(key);
    // then
    assertThat(wrapped.iv().length).isIn(12, 16);
    assertThat(wrapped.bytes()).hasSize(48);
    assertThat(bytes(get(token.unwrap(key, wrapped, AAD)))).isEqualTo(DATA_KEY);
  }

  @Test
  void wrapsEachTimeToAnotherText() {
    TokenKey key = aesKey();
    assertThat(HexFormat.of().formatHex(wrap(key).iv()))
        .isNotEqualTo(HexFormat.of().formatHex(wrap(key).iv()));
  }

  @Test
  void blamesTheBlobForOtherAssociatedData() {
    TokenKey key = aesKey();
    assertThat(fault(token.unwrap(key, wrap(key), new byte[] {9})))
        .isInstanceOf(HsmFault.BadInput.class);
  }

  @Test
  void blamesTheBlobForEachChangedByteAndStaysReady() {
    // given
    TokenKey key = aesKey();
    WrappedKey good = wrap(key);
    long generation = ((HsmStatus.Ready) token.status()).generation();
    // when
    List<HsmFault> faults =
        IntStream.of(0, 31, 32, 47).mapToObj(position -> tampered(good, position)).toList().stream()
            .map(wrapped -> token.unwrap(key, wrapped, AAD))
            .toList()
            .stream()
            .map(Answers::fault)
            .toList();
    // then
    assertThat(faults).hasSize(4).allMatch(HsmFault.BadInput.class::isInstance);
    assertThat(((HsmStatus.Ready) token.status()).generation()).isEqualTo(generation);
    assertThat(bytes(get(token.unwrap(key, good, AAD)))).isEqualTo(DATA_KEY);
  }

  static WrappedKey tampered(WrappedKey good, int position) {
    byte[] bytes = good.bytes();
    bytes[position] ^= 1;
    return new WrappedKey(good.iv(), bytes);
  }

  @Test
  void blamesTheBlobForAWrongLength() {
    TokenKey key = aesKey();
    WrappedKey good = wrap(key);
    assertThat(
            Stream.of(
                    new WrappedKey(good.iv(), new byte[3]),
                    new WrappedKey(new byte[5], good.bytes()),
                    new WrappedKey(good.iv(), new byte[0]))
                .map(wrapped -> fault(token.unwrap(key, wrapped, AAD))))
        .allMatch(HsmFault.BadInput.class::isInstance);
  }

  @Test
  void makesKeysThatStayInside() {
    // when
    KeyAttributes seen = get(token.describe(aesKey()));
    // then
    assertThat(seen.type()).contains(KeyType.AES_256);
    for (KeyAttributes.Name yes :
        List.of(
            KeyAttributes.Name.PRIVATE,
            KeyAttributes.Name.SENSITIVE,
            KeyAttributes.Name.ALWAYS_SENSITIVE,
            KeyAttributes.Name.NEVER_EXTRACTABLE)) {
      assertThat(seen.get(yes)).as(yes.name()).isEqualTo(Attribute.TRUE);
    }
    for (KeyAttributes.Name no :
        List.of(
            KeyAttributes.Name.EXTRACTABLE,
            KeyAttributes.Name.WRAP,
            KeyAttributes.Name.UNWRAP,
            KeyAttributes.Name.SIGN,
            KeyAttributes.Name.DERIVE)) {
      assertThat(seen.get(no)).as(no.name()).isEqualTo(Attribute.FALSE);
    }
  }

  @Test
  void refusesAKeyWhoseLabelOrIdDiffersAndSaysWhatItSaw() {
    // given
    TokenKey key = aesKey();
    // when
    HsmFault byLabel =
        fault(token.describe(new TokenKey(key.id(), "other", key.type(), key.usage())));
    HsmFault byId =
        fault(
            token.describe(
                new TokenKey(CkaId.random(random), key.label(), key.type(), key.usage())));
    // then
    assertThat(byLabel).isInstanceOf(HsmFault.Refused.class);
    assertThat(byLabel.seen()).contains("no SECRET_KEY").contains("saw:").contains(key.label());
    assertThat(byId).isInstanceOf(HsmFault.Refused.class);
  }

  @Test
  void refusesASecondKeyOfOneLabel() {
    TokenKey key = aesKey();
    assertThat(
            fault(
                token.generate(
                    new KeyOrder(
                        key.label(),
                        CkaId.random(random),
                        KeyType.AES_256,
                        new UsageChoice.AesGcm()))))
        .isInstanceOfSatisfying(
            HsmFault.Refused.class,
            refused -> assertThat(refused.seen()).contains(key.label()).contains("already"));
  }

  @Test
  void listsItsKeysAndForgetsDestroyedOnes() {
    // given
    TokenKey kept = aesKey();
    TokenKey destroyed = aesKey();
    // when
    get(token.destroy(destroyed));
    // then
    assertThat(get(token.listKeys()))
        .extracting(KeyAttributes::label)
        .contains(kept.label())
        .doesNotContain(destroyed.label());
    assertThat(fault(token.unwrap(destroyed, wrap(kept), AAD)))
        .isInstanceOf(HsmFault.Refused.class);
  }

  static KeyState state(TokenKey key, String name, long serial) {
    return new KeyState(
        new KeyName(name),
        KeyPurpose.SEAL,
        serial,
        false,
        1,
        0,
        List.of(
            new KeyVersion(
                1,
                Instant.parse("2026-11-24T02:00:00Z"),
                Layout.ENVELOPE,
                List.of(new Recipient("test", key.id(), key.type(), key.usage())))));
  }

  @Test
  void keepsTheHighestStateOfEachKey() {
    // given
    KeyState first = state(aesKey(), "kept", 1);
    KeyState second = state(aesKey(), "kept", 2);
    // when
    get(token.writeState(first));
    get(token.writeState(second));
    // then
    assertThat(get(token.readStates()))
        .filteredOn(state -> state.name().equals(new KeyName("kept")))
        .containsExactly(second);
  }

  @Test
  void refusesAStateThatIsNotNewer() {
    TokenKey key = aesKey();
    get(token.writeState(state(key, "raced", 5)));
    assertThat(fault(token.writeState(state(key, "raced", 5))))
        .isInstanceOf(HsmFault.Refused.class)
        .extracting(HsmFault::seen)
        .asString()
        .contains("serial 5");
  }

  @Test
  void servesManyCallersAtOnce() {
    // given
    TokenKey key = aesKey();
    WrappedKey wrapped = wrap(key);
    // when
    List<CompletableFuture<SecretBytes>> answers =
        IntStream.range(0, 64)
            .mapToObj(_ -> token.unwrap(key, wrapped, AAD).toCompletableFuture())
            .toList();
    // then
    assertThat(answers).allSatisfy(one -> assertThat(bytes(get(one))).isEqualTo(DATA_KEY));
    assertThat(token.meters().calls()).isGreaterThanOrEqualTo(64);
  }

  @Test
  void signsWhatThePublicKeyVerifies() throws GeneralSecurityException {
    // given
    CkaId id = CkaId.random(random);
    TokenKey key =
        get(
            token.generate(
                new KeyOrder("log-" + id, id, KeyType.ECDSA_P256, new UsageChoice.Signing())));
    PublicKeyInfo publicKey = ((Usage.Signing) key.usage()).publicKey();
    // when
    byte[] signature =
        get(token.sign(key, new SignatureScheme.Ecdsa(), HashFunction.SHA256.digest(AAD)));
    // then
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey.der())));
    verifier.update(AAD);
    assertThat(verifier.verify(signature)).isTrue();
  }

  /** Wraps in software, as the keyring does. */
  static WrappedKey wrapInSoftware(TokenKey key) throws GeneralSecurityException {
    return OaepForTests.wrap((Wrapping.RsaOaep) key.usage(), DATA_KEY);
  }

  static byte[] dataKey() {
    return DATA_KEY.clone();
  }
}

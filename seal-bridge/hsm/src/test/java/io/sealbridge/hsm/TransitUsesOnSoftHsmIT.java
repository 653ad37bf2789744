package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.Cryptoki;
import io.sealbridge.hsm.cryptoki.ProcessEnvironment;
import io.sealbridge.hsm.cryptoki.SoftHsmDirectory;
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
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.fake.FakeTransfer;
import io.sealbridge.keyring.signature.SoftwareVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Transit needs of a token beyond data keys; software has the last word on each answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransitUsesOnSoftHsmIT {
  private static final byte[] MESSAGE =
      "a message".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final byte[] NOTHING = new byte[0];

  private final SecureRandom random = new SecureRandom();
  private HsmTokens tokens;
  private ConnectedToken token;
  private TokenKey unwrapper;
  private int labels;

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    TestToken created = SoftHsmDirectory.create(directory, "transit");
    tokens =
        new HsmTokens(
            Clock.systemUTC(),
            Exhaustion.never(),
            (library, parameters) -> {
              created.environment().forEach(ProcessEnvironment::set);
              return Cryptoki.load(library, parameters);
            });
    token = tokens.open(Settings.of(created));
    unwrapper = make(KeyType.RSA_4096, new UsageChoice.Unwrapping(OaepHash.SHA1));
  }

  @AfterAll
  void close() {
    tokens.close();
  }

  private KeyOrder order(KeyType type, UsageChoice usage, Origin origin) {
    labels++;
    return new KeyOrder("app-v" + labels, CkaId.random(random), type, usage, origin);
  }

  private TokenKey make(KeyType type, UsageChoice usage) {
    return get(token.generate(order(type, usage, Origin.GENERATED)));
  }

  private static PublicKeyInfo publicKey(TokenKey key) {
    return switch (key.usage()) {
      case Usage.Signing(PublicKeyInfo publicKey) -> publicKey;
      case Wrapping.RsaOaep rsa -> rsa.publicKey();
      case Usage.Unwrapping unwrapping -> unwrapping.publicKey();
      case Wrapping.AesGcm _, Usage.Mac _ -> throw new AssertionError("no public key");
    };
  }

  private void assertSigns(TokenKey key, SignatureScheme scheme, byte[] input) {
    byte[] signature = get(token.sign(key, scheme, input));
    SoftwareVerifier verifier = new SoftwareVerifier(publicKey(key));
    assertThat(verifier.verifies(scheme, input, signature)).isTrue();
    byte[] other = input.clone();
    other[0] ^= 1;
    assertThat(verifier.verifies(scheme, other, signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSA_P256", "ECDSA_P384", "ECDSA_P521"})
  void signsDigestsOnEveryCurve(KeyType type) {
    TokenKey key = make(type, new UsageChoice.Signing());
    assertSigns(key, new SignatureScheme.Ecdsa(), HashFunction.SHA256.digest(MESSAGE));
    assertSigns(key, new SignatureScheme.Ecdsa(), HashFunction.SHA512.digest(MESSAGE));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"AES_256", "HMAC", "RSA_2048", "ECDSA_P256", "ECDSA_P384", "ECDSA_P521", "ED25519"})
  void describesEveryTypeAsWhatItIs(KeyType type) {
    TokenKey key =
        make(
            type,
            switch (type) {
              case AES_256 -> new UsageChoice.AesGcm();
              case HMAC -> new UsageChoice.Mac();
              case RSA_2048, RSA_3072, RSA_4096 -> new UsageChoice.RsaOaep(OaepHash.SHA1, true);
              case ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 -> new UsageChoice.Signing();
            });
    assertThat(get(token.describe(key)).type()).contains(type);
  }

  @Test
  void signsMessagesByEd25519() {
    TokenKey key = make(KeyType.ED25519, new UsageChoice.Signing());
    assertSigns(key, new SignatureScheme.Ed25519(), MESSAGE);
  }

  @Test
  void signsByBothPaddingsOfRsa() {
    TokenKey key = make(KeyType.RSA_2048, new UsageChoice.RsaOaep(OaepHash.SHA1, true));
    byte[] digest = HashFunction.SHA256.digest(MESSAGE);
    assertSigns(key, new SignatureScheme.Pkcs1(Optional.of(HashFunction.SHA256)), digest);
    assertSigns(key, new SignatureScheme.Pkcs1(Optional.empty()), digest);
    assertSigns(key, new SignatureScheme.Pss(HashFunction.SHA256, 32), digest);
    assertSigns(key, new SignatureScheme.Pss(HashFunction.SHA256, 0), digest);
    assertSigns(
        key, new SignatureScheme.Pss(HashFunction.SHA512, 64), HashFunction.SHA512.digest(MESSAGE));
  }

  @Test
  void anRsaKeyOfAnApplicationOpensToo() throws GeneralSecurityException {
    TokenKey key = make(KeyType.RSA_2048, new UsageChoice.RsaOaep(OaepHash.SHA1, true));
    WrappedKey wrapped = HsmTokenContract.wrapInSoftware(key);
    assertThat(HsmTokenContract.bytes(get(token.unwrap(key, wrapped, NOTHING))))
        .isEqualTo(HsmTokenContract.dataKey());
  }

  @Test
  void blamesTheInputAndNotTheDeviceForADigestOfAWrongLength() {
    TokenKey key = make(KeyType.RSA_2048, new UsageChoice.RsaOaep(OaepHash.SHA1, true));
    HsmFault fault =
        fault(token.sign(key, new SignatureScheme.Pss(HashFunction.SHA256, 32), new byte[20]));
    assertThat(fault).isInstanceOf(HsmFault.BadInput.class);
  }

  @Test
  void refusesToSignWithAKeyThatOpensOnly() {
    TokenKey key = make(KeyType.RSA_2048, new UsageChoice.RsaOaep(OaepHash.SHA1));
    HsmFault fault =
        fault(
            token.sign(
                key,
                new SignatureScheme.Pkcs1(Optional.of(HashFunction.SHA256)),
                HashFunction.SHA256.digest(MESSAGE)));
    assertThat(fault).isInstanceOf(HsmFault.Refused.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"})
  void makesCodesThatSoftwareMakesOfTheSameKey(HashFunction hash) throws GeneralSecurityException {
    // given
    byte[] raw = new byte[64];
    random.nextBytes(raw);
    TokenKey key = take(raw, KeyType.HMAC, new UsageChoice.Mac(), Optional.empty());
    String algorithm = "Hmac" + hash.jcaName().replace("-", "");
    Mac software = Mac.getInstance(algorithm);
    software.init(new SecretKeySpec(raw, algorithm));
    // when
    byte[] code = get(token.mac(key, hash, MESSAGE));
    // then
    assertThat(code).isEqualTo(software.doFinal(MESSAGE));
  }

  @Test
  void madeHmacKeysMakeCodes() {
    TokenKey key = make(KeyType.HMAC, new UsageChoice.Mac());
    assertThat(get(token.mac(key, HashFunction.SHA512, MESSAGE))).hasSize(64);
  }

  @Test
  void saysThatNoCodeGoesWithSha3() {
    TokenKey key = make(KeyType.HMAC, new UsageChoice.Mac());
    assertThat(fault(token.mac(key, HashFunction.SHA3_256, MESSAGE)))
        .isInstanceOf(HsmFault.BadInput.class)
        .extracting(HsmFault::seen)
        .asString()
        .contains("SHA3-256");
  }

  private TokenKey take(
      byte[] raw, KeyType type, UsageChoice usage, Optional<PublicKeyInfo> publicKey)
      throws GeneralSecurityException {
    byte[] wrapped = FakeTransfer.wrap(raw, publicKey(unwrapper), OaepHash.SHA1, random);
    return get(token.importKey(unwrapper, wrapped, order(type, usage, Origin.IMPORTED), publicKey));
  }

  private static byte[] gcm(int mode, byte[] raw, byte[] iv, byte[] input, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(raw, "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(aad);
    return cipher.doFinal(input);
  }

  @Test
  void takesInAnAesKeyWhoseOwnerReadsWhatItSeals() throws GeneralSecurityException {
    // given
    byte[] raw = new byte[32];
    random.nextBytes(raw);
    TokenKey key = take(raw, KeyType.AES_256, new UsageChoice.AesGcm(), Optional.empty());
    // when
    WrappedKey sealed;
    try (SecretBytes message = SecretBytes.copyOf(MESSAGE)) {
      sealed = get(token.wrap(key, message, NOTHING));
    }
    byte[] theirs = gcm(Cipher.ENCRYPT_MODE, raw, new byte[12], MESSAGE, NOTHING);
    // then
    assertThat(gcm(Cipher.DECRYPT_MODE, raw, sealed.iv(), sealed.bytes(), NOTHING))
        .isEqualTo(MESSAGE);
    assertThat(
            HsmTokenContract.bytes(
                get(token.unwrap(key, new WrappedKey(new byte[12], theirs), NOTHING))))
        .isEqualTo(MESSAGE);
  }

  @Test
  void anImportedKeyCannotBeExtractedAndSaysThatItWasNotMadeHere() throws GeneralSecurityException {
    byte[] raw = new byte[32];
    random.nextBytes(raw);
    TokenKey key = take(raw, KeyType.AES_256, new UsageChoice.AesGcm(), Optional.empty());
    KeyAttributes said = get(token.describe(key));
    assertThat(said.get(KeyAttributes.Name.EXTRACTABLE)).isEqualTo(Attribute.FALSE);
    assertThat(said.get(KeyAttributes.Name.SENSITIVE)).isEqualTo(Attribute.TRUE);
    assertThat(said.get(KeyAttributes.Name.PRIVATE)).isEqualTo(Attribute.TRUE);
    assertThat(said.get(KeyAttributes.Name.LOCAL)).isEqualTo(Attribute.FALSE);
  }

  @Test
  void takesInRsaAndEcPairs() throws GeneralSecurityException {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair pair = rsa.generateKeyPair();
    TokenKey key =
        take(
            pair.getPrivate().getEncoded(),
            KeyType.RSA_2048,
            new UsageChoice.RsaOaep(OaepHash.SHA1, true),
            Optional.empty());
    assertThat(publicKey(key)).isEqualTo(PublicKeyInfo.of(pair.getPublic().getEncoded()));
    assertSigns(
        key,
        new SignatureScheme.Pkcs1(Optional.of(HashFunction.SHA256)),
        HashFunction.SHA256.digest(MESSAGE));

    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(256);
    KeyPair curve = ec.generateKeyPair();
    PublicKeyInfo info = PublicKeyInfo.of(curve.getPublic().getEncoded());
    TokenKey signing =
        take(
            curve.getPrivate().getEncoded(),
            KeyType.ECDSA_P256,
            new UsageChoice.Signing(),
            Optional.of(info));
    assertSigns(signing, new SignatureScheme.Ecdsa(), HashFunction.SHA256.digest(MESSAGE));
  }

  @Test
  void refusesAPublicKeyOfAnotherPairAndKeepsNothing() throws GeneralSecurityException {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(256);
    byte[] raw = ec.generateKeyPair().getPrivate().getEncoded();
    PublicKeyInfo other = PublicKeyInfo.of(ec.generateKeyPair().getPublic().getEncoded());
    byte[] wrapped = FakeTransfer.wrap(raw, publicKey(unwrapper), OaepHash.SHA1, random);
    KeyOrder order = order(KeyType.ECDSA_P256, new UsageChoice.Signing(), Origin.IMPORTED);
    // when
    HsmFault fault = fault(token.importKey(unwrapper, wrapped, order, Optional.of(other)));
    // then
    assertThat(fault).isInstanceOf(HsmFault.Refused.class);
    assertThat(get(token.listKeys()))
        .extracting(KeyAttributes::label)
        .doesNotContain(order.label());
  }

  @Test
  void blamesWhatWasBroughtAndStaysReady() throws GeneralSecurityException {
    // given
    byte[] raw = new byte[32];
    random.nextBytes(raw);
    byte[] good = FakeTransfer.wrap(raw, publicKey(unwrapper), OaepHash.SHA1, random);
    long generation = ((HsmStatus.Ready) token.status()).generation();
    // when
    for (byte[] bad :
        List.of(
            changed(good, 10), changed(good, good.length - 3), Arrays.copyOf(good, 512), NOTHING)) {
      KeyOrder order = order(KeyType.AES_256, new UsageChoice.AesGcm(), Origin.IMPORTED);
      // then
      assertThat(fault(token.importKey(unwrapper, bad, order, Optional.empty())))
          .isInstanceOf(HsmFault.BadInput.class);
      assertThat(get(token.listKeys()))
          .extracting(KeyAttributes::label)
          .doesNotContain(order.label());
    }
    assertThat(((HsmStatus.Ready) token.status()).generation()).isEqualTo(generation);
  }

  private static byte[] changed(byte[] good, int at) {
    byte[] changed = good.clone();
    changed[at] ^= 1;
    return changed;
  }

  @Test
  void refusesAnAesKeyThatIsTooShort() throws GeneralSecurityException {
    byte[] wrapped = FakeTransfer.wrap(new byte[16], publicKey(unwrapper), OaepHash.SHA1, random);
    KeyOrder order = order(KeyType.AES_256, new UsageChoice.AesGcm(), Origin.IMPORTED);
    assertThat(fault(token.importKey(unwrapper, wrapped, order, Optional.empty())))
        .isInstanceOf(HsmFault.BadInput.class);
    assertThat(get(token.listKeys()))
        .extracting(KeyAttributes::label)
        .doesNotContain(order.label());
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_256", "RSA_2048", "ECDSA_P384"})
  void givesASyncableKeyToWhomItIsWrappedFor(KeyType type) throws GeneralSecurityException {
    // given
    UsageChoice usage =
        switch (type) {
          case AES_256 -> new UsageChoice.AesGcm();
          case RSA_2048 -> new UsageChoice.RsaOaep(OaepHash.SHA1, true);
          default -> new UsageChoice.Signing();
        };
    TokenKey key = get(token.generate(order(type, usage, Origin.SYNCABLE)));
    // when: back into this token, as into any other
    byte[] wrapped = get(token.exportKey(key, publicKey(unwrapper), OaepHash.SHA1));
    Optional<PublicKeyInfo> publicKey =
        type == KeyType.AES_256 ? Optional.empty() : Optional.of(publicKey(key));
    TokenKey copy =
        get(token.importKey(unwrapper, wrapped, order(type, usage, Origin.IMPORTED), publicKey));
    // then
    if (type == KeyType.AES_256) {
      WrappedKey sealed;
      try (SecretBytes message = SecretBytes.copyOf(MESSAGE)) {
        sealed = get(token.wrap(key, message, NOTHING));
      }
      assertThat(HsmTokenContract.bytes(get(token.unwrap(copy, sealed, NOTHING))))
          .isEqualTo(MESSAGE);
    } else {
      assertThat(publicKey(copy)).isEqualTo(publicKey(key));
    }
  }

  @Test
  void neverWrapsAKeyThatWasNotMadeForIt() {
    TokenKey key = make(KeyType.AES_256, new UsageChoice.AesGcm());
    assertThat(fault(token.exportKey(key, publicKey(unwrapper), OaepHash.SHA1)))
        .isInstanceOf(HsmFault.Refused.class);
    // Nor does the token itself, whatever the state says of the key.
    TokenKey lied = new TokenKey(key.id(), key.label(), key.type(), key.usage(), Origin.SYNCABLE);
    assertThat(fault(token.exportKey(lied, publicKey(unwrapper), OaepHash.SHA1)))
        .isInstanceOf(HsmFault.Refused.class);
  }

  @Test
  void keepsAndRemovesTheStateOfASigningKey() {
    // given
    TokenKey key = make(KeyType.ECDSA_P256, new UsageChoice.Signing());
    KeyState state =
        new KeyState(
            new KeyName("signer"),
            KeyPurpose.APPLICATION,
            1,
            false,
            1,
            0,
            List.of(
                new KeyVersion(
                    1,
                    Instant.parse("2026-11-25T20:00:00Z"),
                    Layout.NONE,
                    List.of(new Recipient("test", key.id(), key.type(), key.usage())))));
    // when
    get(token.writeState(state));
    // then
    assertThat(get(token.readStates())).containsExactly(state);
    // when
    get(token.removeState(state.name()));
    // then
    assertThat(get(token.readStates())).isEmpty();
  }
}

package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sealbridge.hsm.cryptoki.Mechanism.AesGcm;
import io.sealbridge.hsm.cryptoki.Mechanism.RsaOaep;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption, key wrapping and random bytes on any token, held against the JDK's own. */
abstract class CipherContract extends TokenFixture {
  private static final byte[] AAD = "root/1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = {7};

  /** What this token says of a changed tag. */
  abstract ReturnValue onTampering();

  abstract Set<Hash> oaepHashes();

  /** The number under which this token does RFC 5649. */
  abstract MechanismType keyWrapWithPadding();

  /** Whether it refuses to wrap keys with CKA_EXTRACTABLE false. */
  abstract boolean keepsKeysIn();

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 32, 100, 5000, 100_000})
  void encryptsByAesGcmAsTheJdkDoes(int length) throws GeneralSecurityException {
    byte[] value = random(32);
    byte[] iv = random(12);
    byte[] plaintext = random(length);
    ObjectHandle key = session.createObject(KeyTemplates.knownAes(value));

    Encrypted encrypted = encrypt(AesGcm.of(iv, AAD), key, plaintext);

    Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
    jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(value, "AES"), new GCMParameterSpec(128, iv));
    jdk.updateAAD(AAD);
    assertThat(encrypted.bytes()).isEqualTo(jdk.doFinal(plaintext));
    assertThat(encrypted.iv()).isEqualTo(iv);
  }

  @Test
  void decryptsByATokenKeyWhatItEncrypted() {
    ObjectHandle key = tokenKey();
    AesGcm gcm = AesGcm.of(random(12), AAD);
    byte[] plaintext = random(32);

    Encrypted encrypted = encrypt(gcm, key, plaintext);

    assertThat(decrypt(gcm, key, encrypted.bytes())).isEqualTo(plaintext);
  }

  @Test
  void usesAnIvOfSixteenBytesAndAShorterTag() {
    ObjectHandle key = tokenKey();
    AesGcm gcm = new AesGcm(Octets.copyOf(random(16)), Octets.copyOf(new byte[0]), 96);
    byte[] plaintext = random(32);

    Encrypted encrypted = encrypt(gcm, key, plaintext);

    assertThat(encrypted.bytes()).hasSize(32 + 12);
    assertThat(decrypt(gcm, key, encrypted.bytes())).isEqualTo(plaintext);
  }

  @Test
  void refusesATamperedCiphertextAndOtherAad() {
    ObjectHandle key = tokenKey();
    AesGcm gcm = AesGcm.of(random(12), AAD);
    byte[] sealed = encrypt(gcm, key, random(32)).bytes();
    sealed[3] ^= 1;

    assertTampered(gcm, key, sealed);
    sealed[3] ^= 1;
    assertTampered(AesGcm.of(gcm.iv().bytes(), new byte[] {1}), key, sealed);
  }

  private void assertTampered(AesGcm gcm, ObjectHandle key, byte[] sealed) {
    try (CryptokiSession own = module.openSession(token.slot(module), false)) {
      assertThatThrownBy(() -> own.decrypt(gcm, key, sealed))
          .asInstanceOf(type(CryptokiException.class))
          .satisfies(
              thrown -> {
                assertThat(thrown.function()).isEqualTo("C_Decrypt");
                assertThat(thrown.returnValue()).isEqualTo(onTampering());
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Hash.class)
  void unwrapsByRsaOaepWhatTheJdkWrappedOrRefusesTheHash(Hash hash)
      throws GeneralSecurityException {
    KeyPairHandles pair = rsaPair();
    if (!oaepHashes().contains(hash)) {
      assertThatThrownBy(() -> decrypt(new RsaOaep(hash), pair.privateKey(), random(256)))
          .hasMessageMatching("C_DecryptInit: CKR_(ARGUMENTS_BAD|MECHANISM_PARAM_INVALID)");
      return;
    }
    byte[] dataKey = random(32);
    Cipher jdk = Cipher.getInstance("RSA/ECB/OAEPPadding");
    String name = jcaName(hash);
    jdk.init(
        Cipher.ENCRYPT_MODE,
        JcaKeys.rsa(session, pair.publicKey()),
        new OAEPParameterSpec(
            name, "MGF1", new MGF1ParameterSpec(name), PSource.PSpecified.DEFAULT));

    byte[] wrapped = jdk.doFinal(dataKey);

    assertThat(decrypt(new RsaOaep(hash), pair.privateKey(), wrapped)).isEqualTo(dataKey);
  }

  @Test
  void encryptsByRsaOaepOnTheToken() {
    KeyPairHandles pair = rsaPair();
    RsaOaep oaep = new RsaOaep(Hash.SHA1);
    byte[] dataKey = random(32);

    Encrypted encrypted = encrypt(oaep, pair.publicKey(), dataKey);

    assertThat(encrypted.iv()).isEmpty();
    assertThat(encrypted.bytes()).hasSize(256);
    assertThat(decrypt(oaep, pair.privateKey(), encrypted.bytes())).isEqualTo(dataKey);
  }

  @Test
  void wrapsByAesKeyWrapAsTheJdkDoes() throws GeneralSecurityException {
    assertWrapsAsTheJdk(new Mechanism.AesKeyWrap(), "AES/KW/NoPadding");
  }

  @Test
  void wrapsByAesKeyWrapWithPaddingAsTheJdkDoes() throws GeneralSecurityException {
    assertWrapsAsTheJdk(
        new Mechanism.AesKeyWrapPad(keyWrapWithPadding().code()), "AES/KWP/NoPadding");
  }

  private void assertWrapsAsTheJdk(Mechanism.KeyWrap mechanism, String transformation)
      throws GeneralSecurityException {
    byte[] wrappingValue = random(32);
    byte[] value = random(32);
    ObjectHandle wrapping = session.createObject(KeyTemplates.knownAes(wrappingValue));
    ObjectHandle key = session.createObject(KeyTemplates.knownAes(value));

    byte[] wrapped = session.wrapKey(mechanism, wrapping, key);
    ObjectHandle unwrapped =
        session.unwrapKey(mechanism, wrapping, wrapped, KeyTemplates.unwrappedAes());

    Cipher jdk = Cipher.getInstance(transformation);
    jdk.init(Cipher.WRAP_MODE, new SecretKeySpec(wrappingValue, "AES"));
    assertThat(wrapped).isEqualTo(jdk.wrap(new SecretKeySpec(value, "AES")));
    assertThat(
            JcaKeys.bytes(
                session.getAttributes(unwrapped, AttributeType.VALUE), AttributeType.VALUE))
        .isEqualTo(value);
  }

  @Test
  void refusesToUnwrapAWrappedKeyThatWasChanged() {
    ObjectHandle wrapping = session.createObject(KeyTemplates.knownAes(random(32)));
    ObjectHandle key = session.createObject(KeyTemplates.knownAes(random(32)));
    byte[] wrapped = session.wrapKey(new Mechanism.AesKeyWrap(), wrapping, key);
    wrapped[5] ^= 1;

    assertThatThrownBy(
            () ->
                session.unwrapKey(
                    new Mechanism.AesKeyWrap(), wrapping, wrapped, KeyTemplates.unwrappedAes()))
        .isInstanceOf(CryptokiException.class)
        .hasMessageStartingWith("C_UnwrapKey: CKR_");
  }

  @Test
  void refusesToWrapAKeyThatIsNotExtractableIfItKeepsItsWord() {
    ObjectHandle wrapping = session.createObject(KeyTemplates.knownAes(random(32)));
    if (!keepsKeysIn()) {
      assertThat(session.wrapKey(new Mechanism.AesKeyWrap(), wrapping, tokenKey())).hasSize(40);
      return;
    }

    assertThatThrownBy(() -> session.wrapKey(new Mechanism.AesKeyWrap(), wrapping, tokenKey()))
        .isInstanceOf(CryptokiException.class)
        .hasMessageStartingWith("C_WrapKey: CKR_KEY_");
  }

  @Test
  void givesRandomBytes() {
    try (SecretBytes first = session.generateRandom(48);
        SecretBytes second = session.generateRandom(48)) {
      assertThat(first.length()).isEqualTo(48);
      assertThat(copy(first)).isNotEqualTo(copy(second)).isNotEqualTo(new byte[48]);
    }
  }

  final ObjectHandle tokenKey() {
    return session.generateKey(new Mechanism.AesKeyGen(32), KeyTemplates.tokenAes("root-v1", ID));
  }

  private KeyPairHandles rsaPair() {
    return session.generateKeyPair(
        new Mechanism.RsaKeyPairGen(2048),
        KeyTemplates.publicKey(KeyKind.RSA, ID, AttributeType.ENCRYPT),
        KeyTemplates.privateKey(KeyKind.RSA, ID, AttributeType.DECRYPT));
  }

  private Encrypted encrypt(Mechanism.Cipher mechanism, ObjectHandle key, byte[] plaintext) {
    try (SecretBytes secret = SecretBytes.copyOf(plaintext)) {
      return session.encrypt(mechanism, key, secret);
    }
  }

  private byte[] decrypt(Mechanism.Cipher mechanism, ObjectHandle key, byte[] ciphertext) {
    try (SecretBytes secret = session.decrypt(mechanism, key, ciphertext)) {
      return copy(secret);
    }
  }

  private static byte[] copy(SecretBytes secret) {
    return secret.use(bytes -> Arrays.copyOf(bytes, bytes.length));
  }

  static String jcaName(Hash hash) {
    return switch (hash) {
      case SHA1 -> "SHA-1";
      case SHA224 -> "SHA-224";
      case SHA256 -> "SHA-256";
      case SHA384 -> "SHA-384";
      case SHA512 -> "SHA-512";
    };
  }
}

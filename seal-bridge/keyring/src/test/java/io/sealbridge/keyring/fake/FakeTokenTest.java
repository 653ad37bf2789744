package io.sealbridge.keyring.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fake's signatures and wrapped keys are what other software takes. */
class FakeTokenTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
  private static final UsageChoice SIGNING = new UsageChoice.Signing();

  private final SecureRandom random = new SecureRandom();
  private final FakeToken token = new FakeToken("fake");
  private final FakeToken other = new FakeToken("other");

  @ParameterizedTest
  @EnumSource(names = {"ECDSA_P256", "ECDSA_P384", "ECDSA_P521"})
  void signsDigestsByEcdsa(KeyType type) throws GeneralSecurityException {
    TokenKey key = make(token, type, SIGNING, Origin.GENERATED);
    byte[] digest = HashFunction.SHA512.digest(MESSAGE);
    byte[] signature = Done.value(token.sign(key, new SignatureScheme.Ecdsa(), digest));
    assertThat(verifier("SHA512withECDSA", key).verify(signature)).isTrue();
  }

  @Test
  void signsMessagesByEd25519() throws GeneralSecurityException {
    TokenKey key = make(token, KeyType.ED25519, SIGNING, Origin.GENERATED);
    byte[] signature = Done.value(token.sign(key, new SignatureScheme.Ed25519(), MESSAGE));
    assertThat(verifier("Ed25519", key).verify(signature)).isTrue();
  }

  @Test
  void signsDigestsByPkcs1() throws GeneralSecurityException {
    TokenKey key = make(token, KeyType.RSA_2048, rsa(true), Origin.GENERATED);
    for (HashFunction hash : HashFunction.values()) {
      byte[] signature =
          Done.value(
              token.sign(key, new SignatureScheme.Pkcs1(Optional.of(hash)), hash.digest(MESSAGE)));
      String name = hash.jcaName().replaceFirst("SHA-", "SHA") + "withRSA";
      assertThat(verifier(name, key).verify(signature)).as(name).isTrue();
    }
  }

  @Test
  void signsDigestsByPss() throws GeneralSecurityException {
    TokenKey key = make(token, KeyType.RSA_2048, rsa(true), Origin.GENERATED);
    byte[] signature =
        Done.value(
            token.sign(
                key,
                new SignatureScheme.Pss(HashFunction.SHA384, 17),
                HashFunction.SHA384.digest(MESSAGE)));
    Signature verifier = Signature.getInstance("RSASSA-PSS");
    verifier.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 17, 1));
    verifier.initVerify(publicKey(key));
    verifier.update(MESSAGE);
    assertThat(verifier.verify(signature)).isTrue();
  }

  @Test
  void keysDoWhatTheyAreForOnly() {
    TokenKey opens = make(token, KeyType.RSA_2048, rsa(false), Origin.GENERATED);
    TokenKey codes = make(token, KeyType.HMAC, new UsageChoice.Mac(), Origin.GENERATED);
    assertThat(fault(token.sign(opens, new SignatureScheme.Pkcs1(Optional.empty()), MESSAGE)))
        .isEqualTo(new HsmFault.Refused("C_SignInit: CKR_KEY_FUNCTION_NOT_PERMITTED"));
    assertThat(Done.value(token.mac(codes, HashFunction.SHA3_256, MESSAGE)))
        .hasSize(32)
        .isEqualTo(Done.value(token.mac(codes, HashFunction.SHA3_256, MESSAGE)));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RSA_3072", "RSA_4096"})
  void whatOneTokenGivesOutAnotherTakesIn(KeyType type) {
    // given
    TokenKey unwrapper =
        make(
            other, KeyType.RSA_2048, new UsageChoice.Unwrapping(OaepHash.SHA256), Origin.GENERATED);
    TokenKey syncable = make(token, type, choice(type), Origin.SYNCABLE);
    // when
    byte[] wrapped = Done.value(token.exportKey(syncable, publicInfo(unwrapper), OaepHash.SHA256));
    TokenKey taken =
        Done.value(
            other.importKey(
                unwrapper, wrapped, order(type, choice(type), Origin.IMPORTED), Optional.empty()));
    // then
    assertThat(taken.usage()).isEqualTo(syncable.usage());
    assertThat(taken.origin()).isEqualTo(Origin.IMPORTED);
  }

  @Test
  void anImportedKeyIsTheOneThatWasBrought() throws GeneralSecurityException {
    // given
    TokenKey unwrapper =
        make(token, KeyType.RSA_2048, new UsageChoice.Unwrapping(OaepHash.SHA1), Origin.GENERATED);
    byte[] brought = new byte[32];
    random.nextBytes(brought);
    byte[] wrapped = FakeTransfer.wrap(brought, publicInfo(unwrapper), OaepHash.SHA1, random);
    UsageChoice aes = new UsageChoice.AesGcm();
    // when
    TokenKey one = take(unwrapper, wrapped, "one", aes);
    TokenKey two = take(unwrapper, wrapped, "two", aes);
    // then
    WrappedKey sealed = Done.value(token.wrap(one, SecretBytes.copyOf(MESSAGE), new byte[0]));
    assertThat(FakeBridge.text(Done.value(token.unwrap(two, sealed, new byte[0]))))
        .isEqualTo("message");
  }

  private TokenKey take(TokenKey unwrapper, byte[] wrapped, String label, UsageChoice choice) {
    KeyOrder order =
        new KeyOrder(label, CkaId.random(random), KeyType.AES_256, choice, Origin.IMPORTED);
    return Done.value(token.importKey(unwrapper, wrapped, order, Optional.empty()));
  }

  @Test
  void refusesAKeyOfTheWrongLengthAndGivesOutNoKeyThatIsNotToLeave()
      throws GeneralSecurityException {
    TokenKey unwrapper =
        make(token, KeyType.RSA_2048, new UsageChoice.Unwrapping(OaepHash.SHA1), Origin.GENERATED);
    byte[] wrapped = FakeTransfer.wrap(new byte[16], publicInfo(unwrapper), OaepHash.SHA1, random);
    assertThat(
            fault(
                token.importKey(
                    unwrapper,
                    wrapped,
                    order(KeyType.AES_256, new UsageChoice.AesGcm(), Origin.IMPORTED),
                    Optional.empty())))
        .isInstanceOf(HsmFault.BadInput.class);
    TokenKey stays = make(token, KeyType.HMAC, new UsageChoice.Mac(), Origin.GENERATED);
    assertThat(fault(token.exportKey(stays, publicInfo(unwrapper), OaepHash.SHA1)))
        .isEqualTo(new HsmFault.Refused("C_WrapKey: CKR_KEY_UNEXTRACTABLE"));
  }

  private static HsmFault fault(CompletionStage<?> stage) {
    return Done.value(stage.handle((value, failure) -> HsmException.faultOf(failure)))
        .orElseThrow();
  }

  private static UsageChoice rsa(boolean signs) {
    return new UsageChoice.RsaOaep(OaepHash.SHA256, signs);
  }

  private static UsageChoice choice(KeyType type) {
    return switch (type) {
      case AES_256 -> new UsageChoice.AesGcm();
      case RSA_2048, RSA_3072, RSA_4096 -> rsa(true);
      case ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 -> SIGNING;
      case HMAC -> new UsageChoice.Mac();
    };
  }

  private KeyOrder order(KeyType type, UsageChoice choice, Origin origin) {
    return new KeyOrder("key-v1", CkaId.random(random), type, choice, origin);
  }

  private TokenKey make(FakeToken where, KeyType type, UsageChoice choice, Origin origin) {
    return Done.value(where.generate(order(type, choice, origin)));
  }

  private static PublicKeyInfo publicInfo(TokenKey key) {
    return switch (key.usage()) {
      case Wrapping.RsaOaep rsa -> rsa.publicKey();
      case Usage.Signing signing -> signing.publicKey();
      case Usage.Unwrapping unwrapping -> unwrapping.publicKey();
      case Wrapping.AesGcm _, Usage.Mac _ -> throw new IllegalArgumentException("has none");
    };
  }

  private static PublicKey publicKey(TokenKey key) throws GeneralSecurityException {
    String algorithm =
        switch (key.type()) {
          case RSA_2048, RSA_3072, RSA_4096 -> "RSA";
          case ED25519 -> "Ed25519";
          case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> "EC";
          case AES_256, HMAC -> throw new IllegalArgumentException("has none");
        };
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(publicInfo(key).der()));
  }

  private static Signature verifier(String algorithm, TokenKey key)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey(key));
    verifier.update(MESSAGE);
    return verifier;
  }
}

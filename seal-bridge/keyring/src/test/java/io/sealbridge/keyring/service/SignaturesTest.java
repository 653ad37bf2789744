package io.sealbridge.keyring.service;

import static io.sealbridge.keyring.fake.FakeBridge.anyone;
import static io.sealbridge.keyring.fake.FakeBridge.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.FakeBridge;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignaturesTest {
  private static final KeyName KEY = new KeyName("app");
  private static final Octets MESSAGE =
      Octets.copyOf("a certificate request".getBytes(StandardCharsets.US_ASCII));
  private final FakeBridge bridge = FakeBridge.over("primary");

  @ParameterizedTest
  @EnumSource(
      value = KeyType.class,
      names = {"RSA_2048", "ECDSA_P256", "ECDSA_P384", "ECDSA_P521", "ED25519"})
  void verifiesWhatItSigned(KeyType type) {
    bridge.createSigning("app", type, "primary");

    Signed signed = Done.value(sign(pss(HashFunction.SHA256, new RsaPadding.Salt.Auto())));

    assertThat(signed.version()).isEqualTo(1);
    assertThat(signed.type()).isEqualTo(type);
    assertThat(verify(pss(HashFunction.SHA256, new RsaPadding.Salt.Auto()), signed.signature()))
        .isTrue();
    assertThat(
            verify(
                new SigningInput(
                    Octets.copyOf(new byte[] {1}),
                    false,
                    Optional.of(HashFunction.SHA256),
                    new RsaPadding.Pss(new RsaPadding.Salt.Auto())),
                signed.signature()))
        .isFalse();
  }

  @Test
  void rubbishIsNoSignature() {
    bridge.createSigning("app", KeyType.ECDSA_P256, "primary");

    assertThat(verify(pkcs1(HashFunction.SHA256), Octets.copyOf(new byte[0]))).isFalse();
    assertThat(verify(pkcs1(HashFunction.SHA256), Octets.copyOf(new byte[] {0x30, 1}))).isFalse();
  }

  @Test
  void aDigestSignsLikeItsMessage() {
    bridge.createSigning("app", KeyType.ECDSA_P384, "primary");
    SigningInput digest =
        new SigningInput(
            Octets.copyOf(HashFunction.SHA384.digest(MESSAGE.bytes())),
            true,
            Optional.of(HashFunction.SHA384),
            new RsaPadding.Pkcs1());

    Signed signed = Done.value(sign(digest));

    assertThat(verify(pkcs1(HashFunction.SHA384), signed.signature())).isTrue();
  }

  @Test
  void anAutomaticSaltIsTheLongestAndAnyIsVerified() {
    bridge.createSigning("app", KeyType.RSA_2048, "primary");

    Signed longest = Done.value(sign(pss(HashFunction.SHA256, new RsaPadding.Salt.Auto())));
    Signed hashLong = Done.value(sign(pss(HashFunction.SHA256, new RsaPadding.Salt.HashLength())));
    Signed short7 = Done.value(sign(pss(HashFunction.SHA256, new RsaPadding.Salt.Bytes(7))));

    // 256 - 32 - 2, by RFC 8017, section 9.1.1.
    assertThat(verify(pss(HashFunction.SHA256, new RsaPadding.Salt.Bytes(222)), longest)).isTrue();
    for (Signed signed : new Signed[] {longest, hashLong, short7}) {
      assertThat(verify(pss(HashFunction.SHA256, new RsaPadding.Salt.Auto()), signed)).isTrue();
    }
    assertThat(verify(pss(HashFunction.SHA256, new RsaPadding.Salt.HashLength()), hashLong))
        .isTrue();
    assertThat(verify(pss(HashFunction.SHA256, new RsaPadding.Salt.HashLength()), short7))
        .isFalse();
    assertThat(verify(pss(HashFunction.SHA512, new RsaPadding.Salt.Auto()), longest)).isFalse();
    assertThat(verify(pkcs1(HashFunction.SHA256), longest)).isFalse();
  }

  @Test
  void rsaSignsRawInputOnlyAsPkcs1AndPrehashed() {
    bridge.createSigning("app", KeyType.RSA_2048, "primary");
    SigningInput raw = new SigningInput(MESSAGE, true, Optional.empty(), new RsaPadding.Pkcs1());

    assertThat(verify(raw, Done.value(sign(raw)).signature())).isTrue();
    assertThat(
            Done.error(
                    sign(
                        new SigningInput(MESSAGE, false, Optional.empty(), new RsaPadding.Pkcs1())))
                .text())
        .isEqualTo(
            "hash_algorithm=none requires both prehashed=true and signature_algorithm=pkcs1v15");
  }

  @Test
  void refusesADigestOfAnotherLengthAndASaltThatDoesNotFit() {
    bridge.createSigning("app", KeyType.RSA_2048, "primary");

    assertThat(
            Done.error(
                    sign(
                        new SigningInput(
                            MESSAGE,
                            true,
                            Optional.of(HashFunction.SHA256),
                            new RsaPadding.Pkcs1())))
                .text())
        .isEqualTo("prehashed input must be the 32 bytes of a sha2-256 digest, was 21");
    assertThat(Done.error(sign(pss(HashFunction.SHA256, new RsaPadding.Salt.Bytes(223)))).text())
        .isEqualTo("salt_length must be at most 222 for this key and hash");
  }

  @Test
  void sealKeysAndKeysOfOtherKindsDoNotSign() {
    bridge.create("root", FakeBridge.aes("primary"));
    bridge.createSigning("codes", KeyType.HMAC, "primary");
    bridge.createSigning("app", KeyType.ECDSA_P256, "primary");

    assertThat(signError("root").text())
        .isEqualTo("key type aes256-gcm96 does not support signing");
    assertThat(signError("codes").text()).isEqualTo("key type hmac does not support signing");
    assertThat(
            Done.error(
                    bridge
                        .signatures()
                        .mac(anyone(), KEY, HashFunction.SHA256, MESSAGE, OptionalInt.empty()))
                .text())
        .isEqualTo("key type ecdsa-p256 does not support HMAC");
    assertThat(Done.error(bridge.sealing("app", "x")).text())
        .isEqualTo("message encryption not supported for key type ecdsa-p256");
  }

  @Test
  void internalKeysAreNotThere() {
    bridge.create(
        KeyPurpose.INTERNAL,
        "bridge-tokens",
        new Placement("primary", KeyType.ECDSA_P256, new UsageChoice.Signing()));

    assertThat(signError("bridge-tokens")).isInstanceOf(KeyringError.Denied.class);
  }

  @Test
  void signsWithTheVersionAskedForWithinTheMinimums() {
    bridge.createSigning("app", KeyType.ED25519, "primary");
    Done.value(bridge.service().rotate(anyone(), KEY));
    SigningInput input = pkcs1(HashFunction.SHA256);

    assertThat(Done.value(sign(input)).version()).isEqualTo(2);
    Signed old = Done.value(bridge.signatures().sign(anyone(), KEY, input, OptionalInt.of(1)));
    assertThat(old.version()).isEqualTo(1);
    assertThat(Done.error(bridge.signatures().sign(anyone(), KEY, input, OptionalInt.of(3))).text())
        .isEqualTo("requested version for signing is higher than the latest key version");
    assertThat(Done.error(verifying(input, old.signature(), 3)).text())
        .isEqualTo("invalid signature: version is too new");

    Done.value(bridge.administration().retire("test", KEY, 1));
    bridge.refresh();
    assertThat(Done.error(bridge.signatures().sign(anyone(), KEY, input, OptionalInt.of(1))).text())
        .isEqualTo("requested version for signing is less than the minimum encryption key version");
    assertThat(Done.error(verifying(input, old.signature(), 1)))
        .isEqualTo(new KeyringError.VersionTooOld(1, 2));
  }

  @Test
  void aFrozenKeyNeitherSignsNorVerifies() {
    bridge.createSigning("app", KeyType.ED25519, "primary");
    Signed signed = Done.value(sign(pkcs1(HashFunction.SHA256)));
    Done.value(bridge.administration().freeze("test", KEY));
    bridge.refresh();

    assertThat(signError("app")).isEqualTo(new KeyringError.Frozen(KEY));
    assertThat(Done.error(verifying(pkcs1(HashFunction.SHA256), signed.signature(), 1)))
        .isEqualTo(new KeyringError.Frozen(KEY));
  }

  @Test
  void eachOperationNeedsItsGrant() {
    bridge.createSigning("app", KeyType.ED25519, "primary");
    Caller signs = caller(Grant.ofKeys(Set.of(KEY), Set.of(Operation.SIGN)));
    Caller verifies = caller(Grant.ofKeys(Set.of(KEY), Set.of(Operation.VERIFY)));
    SigningInput input = pkcs1(HashFunction.SHA256);

    Signed signed = Done.value(bridge.signatures().sign(signs, KEY, input, OptionalInt.empty()));
    assertThat(Done.error(bridge.signatures().sign(verifies, KEY, input, OptionalInt.empty())))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(Done.error(bridge.signatures().verify(signs, KEY, input, signed.signature(), 1)))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(
            Done.error(
                bridge
                    .signatures()
                    .mac(signs, KEY, HashFunction.SHA256, MESSAGE, OptionalInt.empty())))
        .isInstanceOf(KeyringError.Denied.class);
    assertThat(
            Done.error(
                bridge
                    .signatures()
                    .verifyMac(signs, KEY, HashFunction.SHA256, MESSAGE, MESSAGE, 1)))
        .isInstanceOf(KeyringError.Denied.class);
  }

  @Test
  void whatTheHsmBlamesOnTheInputIsTheInputsFault() {
    bridge.createSigning("app", KeyType.ED25519, "primary");
    bridge.hsm(0).failNext("sign", new HsmFault.BadInput("C_Sign: CKR_DATA_LEN_RANGE"));

    assertThat(signError("app")).isInstanceOf(KeyringError.InvalidInput.class);
    bridge.hsm(0).failNext("sign", new HsmFault.Gone("C_Sign: CKR_DEVICE_REMOVED"));
    assertThat(signError("app")).isInstanceOf(KeyringError.HsmUnavailable.class);
    KeyUseEntry.Outcome outcome = bridge.log().entries(KeyUseEntry.Outcome.class).getLast();
    assertThat(outcome.result()).isEqualTo("HSM_GONE");
  }

  @Test
  void makesACodeAndComparesIt() {
    bridge.createSigning("app", KeyType.HMAC, "primary");

    Coded coded =
        Done.value(
            bridge
                .signatures()
                .mac(anyone(), KEY, HashFunction.SHA512, MESSAGE, OptionalInt.empty()));

    assertThat(coded.code().length()).isEqualTo(64);
    assertThat(verifyMac(HashFunction.SHA512, coded.code())).isTrue();
    assertThat(verifyMac(HashFunction.SHA256, coded.code())).isFalse();
    assertThat(verifyMac(HashFunction.SHA512, MESSAGE)).isFalse();
    assertThat(bridge.log().entries(KeyUseEntry.Outcome.class).getLast().operation())
        .isEqualTo(Operation.VERIFY);
  }

  private boolean verifyMac(HashFunction hash, Octets code) {
    return Done.value(bridge.signatures().verifyMac(anyone(), KEY, hash, MESSAGE, code, 1));
  }

  private KeyringError signError(String key) {
    return Done.error(
        bridge
            .signatures()
            .sign(anyone(), new KeyName(key), pkcs1(HashFunction.SHA256), OptionalInt.empty()));
  }

  private CompletionStage<Signed> sign(SigningInput input) {
    return bridge.signatures().sign(anyone(), KEY, input, OptionalInt.empty());
  }

  private boolean verify(SigningInput input, Signed signed) {
    return verify(input, signed.signature());
  }

  private boolean verify(SigningInput input, Octets signature) {
    return Done.value(verifying(input, signature, 1));
  }

  private CompletionStage<Boolean> verifying(SigningInput input, Octets signature, int version) {
    return bridge.signatures().verify(anyone(), KEY, input, signature, version);
  }

  private static SigningInput pss(HashFunction hash, RsaPadding.Salt salt) {
    return new SigningInput(MESSAGE, false, Optional.of(hash), new RsaPadding.Pss(salt));
  }

  private static SigningInput pkcs1(HashFunction hash) {
    return new SigningInput(MESSAGE, false, Optional.of(hash), new RsaPadding.Pkcs1());
  }
}

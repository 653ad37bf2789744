package io.sealbridge.keyring.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyAttributes.Name;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Wrapping;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttestationPolicyTest {
  private static final CkaId ID = CkaId.of(new byte[] {1});
  private static final TokenKey AES =
      new TokenKey(ID, "root-v1", KeyType.AES_256, new Wrapping.AesGcm());
  private static final TokenKey RSA =
      new TokenKey(
          ID,
          "root-v1",
          KeyType.RSA_3072,
          new Wrapping.RsaOaep(OaepHash.SHA256, PublicKeyInfo.of(new byte[] {1})));

  @Test
  void acceptsAWellMadeKey() {
    assertThat(AttestationPolicy.judge(AES, seen(AES, good()), Set.of())).isEmpty();
    assertThat(AttestationPolicy.judge(RSA, seen(RSA, good()), Set.of())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Name.class,
      names = {"LOCAL", "PRIVATE", "SENSITIVE", "ALWAYS_SENSITIVE", "NEVER_EXTRACTABLE"})
  void refusesWhatMustBeTrueAndIsNot(Name name) {
    assertRefused(AES, name, Attribute.FALSE, name + " is FALSE, must be TRUE");
    assertRefused(RSA, name, Attribute.FALSE, name + " is FALSE, must be TRUE");
  }

  @Test
  void refusesAnExtractableKey() {
    assertRefused(AES, Name.EXTRACTABLE, Attribute.TRUE, "EXTRACTABLE is TRUE, must be FALSE");
  }

  @ParameterizedTest
  @EnumSource(
      value = Name.class,
      names = {"WRAP", "UNWRAP", "DERIVE", "SIGN", "VERIFY"})
  void refusesASecretKeyWithAnotherUse(Name name) {
    assertRefused(AES, name, Attribute.TRUE, name + " is TRUE, must be FALSE");
  }

  @ParameterizedTest
  @EnumSource(
      value = Name.class,
      names = {"UNWRAP", "DERIVE", "SIGN"})
  void refusesAPrivateKeyWithAnotherUse(Name name) {
    assertRefused(RSA, name, Attribute.TRUE, name + " is TRUE, must be FALSE");
  }

  @Test
  void aModifiableKeyIsSaidAndNotRefused() {
    List<Finding> findings =
        AttestationPolicy.judge(AES, seen(AES, with(Name.MODIFIABLE, Attribute.TRUE)), Set.of());

    assertThat(findings).containsExactly(new Finding("MODIFIABLE is TRUE, must be FALSE", false));
  }

  @Test
  void silenceRefusesUnlessTheProfileListsTheAttribute() {
    KeyAttributes silent = seen(AES, with(Name.ALWAYS_SENSITIVE, Attribute.NOT_SAID));

    assertThat(AttestationPolicy.judge(AES, silent, Set.of()))
        .containsExactly(new Finding("ALWAYS_SENSITIVE is NOT_SAID, must be TRUE", true));
    assertThat(AttestationPolicy.judge(AES, silent, Set.of(Name.ALWAYS_SENSITIVE))).isEmpty();
  }

  @Test
  void aProfileExcusesSilenceAndNotAWrongWord() {
    KeyAttributes extractable = seen(AES, with(Name.EXTRACTABLE, Attribute.TRUE));

    assertThat(AttestationPolicy.judge(AES, extractable, Set.of(Name.EXTRACTABLE))).hasSize(1);
  }

  @Test
  void refusesAKeyOfAnotherTypeOrLength() {
    KeyAttributes other = new KeyAttributes("root-v1", ID, Optional.of(KeyType.RSA_2048), good());
    KeyAttributes unknown = new KeyAttributes("root-v1", ID, Optional.empty(), good());

    assertThat(AttestationPolicy.judge(RSA, other, Set.of()))
        .containsExactly(new Finding("type is RSA_2048, the state names RSA_3072", true));
    assertThat(AttestationPolicy.judge(RSA, unknown, Set.of()))
        .containsExactly(new Finding("type is none of ours, the state names RSA_3072", true));
  }

  @Test
  void refusesTheDescriptionOfAnotherKey() {
    KeyAttributes other = new KeyAttributes("root-v2", ID, Optional.of(KeyType.AES_256), good());

    assertThat(AttestationPolicy.judge(AES, other, Set.of()))
        .singleElement()
        .matches(Finding::blocking);
  }

  private static void assertRefused(TokenKey key, Name name, Attribute value, String text) {
    assertThat(AttestationPolicy.judge(key, seen(key, with(name, value)), Set.of()))
        .containsExactly(new Finding(text, true));
  }

  private static KeyAttributes seen(TokenKey key, Map<Name, Attribute> attributes) {
    return new KeyAttributes(key.label(), key.id(), Optional.of(key.type()), attributes);
  }

  private static Map<Name, Attribute> with(Name name, Attribute value) {
    Map<Name, Attribute> attributes = good();
    attributes.put(name, value);
    return attributes;
  }

  private static Map<Name, Attribute> good() {
    Map<Name, Attribute> attributes = new EnumMap<>(Name.class);
    for (Name name : Name.values()) {
      attributes.put(name, Attribute.FALSE);
    }
    for (Name name :
        List.of(
            Name.LOCAL,
            Name.PRIVATE,
            Name.SENSITIVE,
            Name.ALWAYS_SENSITIVE,
            Name.NEVER_EXTRACTABLE,
            Name.ENCRYPT,
            Name.DECRYPT)) {
      attributes.put(name, Attribute.TRUE);
    }
    return attributes;
  }
}

package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.AttributeType.ALWAYS_SENSITIVE;
import static io.sealbridge.hsm.cryptoki.AttributeType.CLASS;
import static io.sealbridge.hsm.cryptoki.AttributeType.EXTRACTABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.ID;
import static io.sealbridge.hsm.cryptoki.AttributeType.KEY_TYPE;
import static io.sealbridge.hsm.cryptoki.AttributeType.LABEL;
import static io.sealbridge.hsm.cryptoki.AttributeType.MODIFIABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.MODULUS;
import static io.sealbridge.hsm.cryptoki.AttributeType.NEVER_EXTRACTABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.PRIVATE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SENSITIVE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SIGN;
import static io.sealbridge.hsm.cryptoki.AttributeType.TOKEN;
import static io.sealbridge.hsm.cryptoki.AttributeType.VALUE;
import static io.sealbridge.hsm.cryptoki.AttributeType.VALUE_LEN;
import static io.sealbridge.hsm.cryptoki.AttributeType.WRAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sealbridge.hsm.cryptoki.AttributeValue.NotSaid;
import io.sealbridge.hsm.cryptoki.AttributeValue.Present;
import io.sealbridge.hsm.cryptoki.AttributeValue.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens, logins, objects and attributes, on any token. */
abstract class ObjectContract extends TokenFixture {
  private static final byte[] ID_1 = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
  private static final byte[] ID_2 = HexFormat.of().parseHex("ffeeddccbbaa99887766554433221100");

  /** How this token reports keys of its own making. */
  abstract boolean reportsLocal();

  @Test
  void describesItsTokens() {
    TokenInfo info =
        module.slots().stream()
            .filter(slot -> slot.id() == token.slot(module))
            .findFirst()
            .orElseThrow()
            .token()
            .orElseThrow();

    assertThat(info.label()).isEqualTo(token.label());
    assertThat(info.serial()).isNotEmpty().doesNotEndWith(" ");
    assertThat(info.flags())
        .contains(
            TokenInfo.Flag.LOGIN_REQUIRED,
            TokenInfo.Flag.USER_PIN_INITIALIZED,
            TokenInfo.Flag.TOKEN_INITIALIZED)
        .doesNotContain(TokenInfo.Flag.USER_PIN_LOCKED, TokenInfo.Flag.WRITE_PROTECTED);
    assertThat(info.maxPinLength()).isGreaterThanOrEqualTo(16);
    assertThat(module.info().cryptokiVersion().major()).isIn(2, 3);
  }

  @Test
  void listsMechanismsWithTheirUses() {
    Map<Long, MechanismInfo> mechanisms = module.mechanisms(token.slot(module));

    assertThat(mechanisms.get(MechanismType.AES_GCM.code()))
        .isNotNull()
        .satisfies(
            gcm -> {
              assertThat(gcm.uses())
                  .contains(MechanismInfo.Use.ENCRYPT, MechanismInfo.Use.DECRYPT)
                  .doesNotContain(MechanismInfo.Use.SIGN);
              assertThat(gcm.maxKeySize()).isEqualTo(32);
            });
  }

  @Test
  void tellsWhoIsLoggedIn() {
    assertThat(session.info())
        .isEqualTo(new SessionInfo(token.slot(module), SessionInfo.State.READ_WRITE_USER, true, 0));

    session.logout();

    assertThat(session.info().state().userLoggedIn()).isFalse();
  }

  @Test
  void namesTheReturnCodeOfAWrongPin() {
    session.logout();
    try (Pin wrong = Pin.copyOf("0000000000000000".getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> session.login(UserType.USER, wrong))
          .asInstanceOf(type(CryptokiException.class))
          .satisfies(
              refused -> {
                assertThat(refused.returnValue()).isEqualTo(ReturnValue.PIN_INCORRECT);
                assertThat(refused).hasMessage("C_Login: CKR_PIN_INCORRECT");
              });
    }
  }

  @Test
  void takesASecondLoginForNoError() {
    try (Pin pin = token.pin()) {
      session.login(UserType.USER, pin);
    }

    assertThat(session.info().state().userLoggedIn()).isTrue();
  }

  @Test
  void findsObjectsByLabelAndById() {
    ObjectHandle first = generate("root-v1", ID_1);
    ObjectHandle second = generate("root-v1", ID_2);

    assertThat(session.findObjects(Template.empty().with(LABEL, "root-v1"), 10))
        .containsExactlyInAnyOrder(first, second);
    assertThat(session.findObjects(Template.of(ObjectClass.SECRET_KEY).with(ID, ID_2), 10))
        .containsExactly(second);
    assertThat(session.findObjects(Template.empty().with(LABEL, "root-v1"), 1)).hasSize(1);
    assertThat(session.findObjects(Template.empty().with(LABEL, "root"), 10)).isEmpty();
  }

  @Test
  void findsMoreObjectsThanOneCallReturns() {
    int count = 70;
    for (int i = 0; i < count; i++) {
      var _ = session.createObject(KeyTemplates.knownAes(random(32)).with(LABEL, "many"));
    }

    List<ObjectHandle> found =
        session.findObjects(Template.empty().with(LABEL, "many"), Integer.MAX_VALUE);

    assertThat(found).hasSize(count).doesNotHaveDuplicates();
    assertThat(session.findObjects(Template.empty().with(LABEL, "many"), 65)).hasSize(65);
  }

  @Test
  void makesKeysWithTheWholeTemplate() {
    ObjectHandle key = generate("root-v1", ID_1);

    Map<AttributeType, AttributeValue> seen =
        session.getAttributes(
            key,
            CLASS,
            KEY_TYPE,
            TOKEN,
            PRIVATE,
            SENSITIVE,
            ALWAYS_SENSITIVE,
            EXTRACTABLE,
            NEVER_EXTRACTABLE,
            MODIFIABLE,
            WRAP,
            SIGN,
            VALUE_LEN,
            LABEL,
            ID,
            AttributeType.LOCAL);

    assertThat(seen)
        .containsEntry(CLASS, Present.of(ObjectClass.SECRET_KEY.code()))
        .containsEntry(KEY_TYPE, Present.of(KeyKind.AES.code()))
        .containsEntry(TOKEN, Present.of(true))
        .containsEntry(PRIVATE, Present.of(true))
        .containsEntry(SENSITIVE, Present.of(true))
        .containsEntry(ALWAYS_SENSITIVE, Present.of(true))
        .containsEntry(EXTRACTABLE, Present.of(false))
        .containsEntry(NEVER_EXTRACTABLE, Present.of(true))
        .containsEntry(MODIFIABLE, Present.of(false))
        .containsEntry(WRAP, Present.of(false))
        .containsEntry(SIGN, Present.of(false))
        .containsEntry(VALUE_LEN, Present.of(32L))
        .containsEntry(LABEL, Present.of("root-v1"))
        .containsEntry(ID, Present.of(ID_1))
        .containsEntry(AttributeType.LOCAL, Present.of(reportsLocal()));
  }

  @Test
  void givesWhatTheTokenWontSayAsAValue() {
    ObjectHandle key = generate("root-v1", ID_1);

    Map<AttributeType, AttributeValue> seen = session.getAttributes(key, VALUE, MODULUS, LABEL);

    assertThat(seen)
        .containsOnly(
            Map.entry(VALUE, new NotSaid(Reason.SENSITIVE)),
            Map.entry(MODULUS, new NotSaid(Reason.TYPE_INVALID)),
            Map.entry(LABEL, Present.of("root-v1")));
  }

  @Test
  void readsAttributesLongerThanExpected() {
    String label = "x".repeat(5000);
    ObjectHandle key = session.createObject(KeyTemplates.knownAes(random(32)).with(LABEL, label));

    assertThat(session.getAttributes(key, LABEL, VALUE_LEN))
        .containsEntry(LABEL, Present.of(label))
        .containsEntry(VALUE_LEN, Present.of(32L));
  }

  @Test
  void keepsTokenKeysAfterTheLibraryIsInitialisedAgain() {
    generate("root-v1", ID_1);
    session.close();
    module.close();

    module = token.load();
    session = token.loggedIn(module);

    assertThat(session.findObjects(Template.empty().with(ID, ID_1), 2)).hasSize(1);
  }

  @Test
  void hidesPrivateKeysFromWhoeverIsNotLoggedIn() {
    generate("root-v1", ID_1);

    session.logout();

    assertThat(session.findObjects(Template.empty().with(ID, ID_1), 2)).isEmpty();
  }

  @Test
  void destroysObjects() {
    ObjectHandle key = generate("root-v1", ID_1);

    session.destroyObject(key);

    assertThat(session.findObjects(Template.empty().with(ID, ID_1), 2)).isEmpty();
    assertThatThrownBy(() -> session.destroyObject(key))
        .hasMessage("C_DestroyObject: CKR_OBJECT_HANDLE_INVALID");
  }

  final ObjectHandle generate(String label, byte[] id) {
    return session.generateKey(new Mechanism.AesKeyGen(32), KeyTemplates.tokenAes(label, id));
  }
}

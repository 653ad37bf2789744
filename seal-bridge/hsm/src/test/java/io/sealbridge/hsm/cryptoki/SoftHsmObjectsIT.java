package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.AttributeType.APPLICATION;
import static io.sealbridge.hsm.cryptoki.AttributeType.LABEL;
import static io.sealbridge.hsm.cryptoki.AttributeType.MODIFIABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.PRIVATE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SENSITIVE;
import static io.sealbridge.hsm.cryptoki.AttributeType.TOKEN;
import static io.sealbridge.hsm.cryptoki.AttributeType.VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SoftHsmObjectsIT extends ObjectContract {
  private static final byte[] STATE = "{\"serial\":1}".repeat(300).getBytes(StandardCharsets.UTF_8);

  @Override
  TestToken createToken(Path place) throws IOException {
    return SoftHsmDirectory.create(place, "soft token");
  }

  @Override
  boolean reportsLocal() {
    return true;
  }

  @Test
  void keepsPrivateDataObjects() {
    ObjectHandle object = session.createObject(state().with(VALUE, STATE));

    assertThat(session.getAttributes(object, VALUE, APPLICATION))
        .containsEntry(VALUE, AttributeValue.Present.of(STATE))
        .containsEntry(APPLICATION, AttributeValue.Present.of("seal-bridge"));
    assertThat(session.findObjects(state(), 2)).containsExactly(object);
    session.logout();
    assertThat(session.findObjects(state(), 2)).isEmpty();
    try (Pin pin = token.pin()) {
      session.login(UserType.USER, pin);
    }
    session.destroyObject(session.findObjects(state(), 2).getFirst());
    assertThat(session.findObjects(state(), 2)).isEmpty();
  }

  @Test
  void changesAttributesThatMayBeChanged() {
    ObjectHandle object = session.createObject(state().with(MODIFIABLE, true).with(VALUE, STATE));

    session.setAttributes(object, Template.empty().with(LABEL, "renamed"));

    assertThat(session.getAttributes(object, LABEL))
        .containsEntry(LABEL, AttributeValue.Present.of("renamed"));
    assertThatThrownBy(
            () -> session.setAttributes(object, Template.empty().with(VALUE, new byte[] {1})))
        .isInstanceOf(CryptokiException.class)
        .hasMessageStartingWith("C_SetAttributeValue: CKR_");
  }

  @Test
  void showsPublicObjectsThatAnyonePlantedWithoutAPin() {
    session.logout();
    Template planted =
        KeyTemplates.tokenAes("root-v2", new byte[] {2}).withAll(false, PRIVATE, SENSITIVE);
    ObjectHandle key = session.generateKey(new Mechanism.AesKeyGen(32), planted);

    try (Pin pin = token.pin()) {
      session.login(UserType.USER, pin);
    }

    assertThat(session.findObjects(Template.empty().with(LABEL, "root-v2"), 2))
        .containsExactly(key);
    assertThat(session.getAttributes(key, PRIVATE))
        .containsEntry(PRIVATE, AttributeValue.Present.of(false));
  }

  @Test
  void warnsOfPinTriesAfterAWrongPin() {
    session.logout();
    try (Pin wrong = Pin.copyOf("00000000".getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> session.login(UserType.USER, wrong))
          .isInstanceOf(CryptokiException.class);
    }

    Optional<Set<TokenInfo.Flag>> flags =
        module.slots().stream()
            .filter(slot -> slot.id() == token.slot(module))
            .findFirst()
            .flatMap(SlotInfo::token)
            .map(TokenInfo::flags);

    assertThat(flags.orElseThrow()).contains(TokenInfo.Flag.USER_PIN_COUNT_LOW);
  }

  @Test
  void initialisesAnEmptyToken() {
    long empty = module.slots().getLast().id();
    try (Pin officer = Pin.copyOf("12345678".getBytes(StandardCharsets.US_ASCII));
        Pin user = Pin.copyOf("87654321".getBytes(StandardCharsets.US_ASCII))) {
      module.initToken(empty, officer, "made here");
      try (CryptokiSession other = module.openSession(empty, true)) {
        other.login(UserType.SECURITY_OFFICER, officer);
        other.initPin(user);
        other.logout();
        other.login(UserType.USER, user);
        assertThat(other.info().state().userLoggedIn()).isTrue();
      }
    }

    assertThat(module.slots())
        .anyMatch(slot -> slot.token().map(TokenInfo::label).equals(Optional.of("made here")));
  }

  private static Template state() {
    return Template.of(ObjectClass.DATA)
        .withAll(true, TOKEN, PRIVATE)
        .with(LABEL, "root-state")
        .with(APPLICATION, "seal-bridge");
  }
}

package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.AttributeType.LABEL;
import static io.sealbridge.hsm.cryptoki.AttributeType.PRIVATE;
import static io.sealbridge.hsm.cryptoki.AttributeType.TOKEN;
import static io.sealbridge.hsm.cryptoki.AttributeType.VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NssObjectsIT extends ObjectContract {
  @Override
  TestToken createToken(Path place) throws IOException {
    return NssDirectory.create(place, "nss token");
  }

  /** Softokn says false of its own keys: a real token that attestation must refuse. */
  @Override
  boolean reportsLocal() {
    return false;
  }

  @Test
  void refusesPrivateDataObjects() {
    Template state =
        Template.of(ObjectClass.DATA)
            .withAll(true, TOKEN, PRIVATE)
            .with(LABEL, "root-state")
            .with(VALUE, new byte[100]);

    assertThatThrownBy(() -> session.createObject(state)).isInstanceOf(CryptokiException.class);
  }

  @Test
  void showsASlotForCryptographyAndOneForKeys() {
    assertThat(module.slots()).extracting(SlotInfo::id).containsExactly(1L, 2L);
    assertThat(token.slot(module)).isEqualTo(2);
  }
}

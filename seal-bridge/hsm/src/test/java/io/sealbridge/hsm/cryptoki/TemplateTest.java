package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.hsm.cryptoki.AttributeValue.Present;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void leavesTheOriginalAsItIs() {
    Template original = Template.of(ObjectClass.SECRET_KEY, KeyKind.AES);

    Template changed =
        original.with(AttributeType.LABEL, "root-v1").without(AttributeType.KEY_TYPE);

    assertThat(original.values())
        .containsOnlyKeys(AttributeType.CLASS, AttributeType.KEY_TYPE)
        .containsEntry(AttributeType.KEY_TYPE, Present.of(0x1FL));
    assertThat(changed.values()).containsOnlyKeys(AttributeType.CLASS, AttributeType.LABEL);
    assertThat(changed.get(AttributeType.LABEL)).contains(Present.of("root-v1"));
    assertThat(changed.get(AttributeType.ID)).isEmpty();
  }

  @Test
  void showsNoValues() {
    Template template =
        Template.empty().with(AttributeType.VALUE, new byte[] {115, 101, 99, 114, 101, 116});

    assertThat(template.toString()).isEqualTo("Template[VALUE]");
    assertThat(template.values().toString()).doesNotContain("secret");
  }

  @Test
  void refusesToReadAValueOfTheWrongLength() {
    Present five = Present.of("12345");

    assertThatThrownBy(five::asNumber)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attribute must be 8 bytes long, the token gave 5");
    assertThatThrownBy(five::asBoolean).isInstanceOf(IllegalStateException.class);
    assertThat(five.asText()).isEqualTo("12345");
    assertThat(Present.of(true).asBoolean()).isTrue();
    assertThat(Present.of(0x1087L).asNumber()).isEqualTo(0x1087L);
  }
}

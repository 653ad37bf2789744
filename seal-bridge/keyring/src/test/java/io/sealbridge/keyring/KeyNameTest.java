package io.sealbridge.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"root", "0", "a_b-c", "root-version", "root-v", "v1"})
  void acceptsNamesOfTheDocumentedShape(String name) {
    assertThat(new KeyName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "_a", "Root", "a.b", "a/b", "root-v1", "ä", "a b", "a\n"})
  void refusesEverythingElse(String name) {
    assertThatThrownBy(() -> new KeyName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void neverThrowsAnythingElse(@ForAll String any) {
    assertThat(KeyName.isValid(any)).isIn(true, false);
  }
}

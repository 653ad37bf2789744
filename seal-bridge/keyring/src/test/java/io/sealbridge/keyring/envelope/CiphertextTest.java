package io.sealbridge.keyring.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiphertextTest {
  @ParameterizedTest
  @CsvSource({
    "'', no prefix",
    "vault, no prefix",
    "Vault:v1:AAAA, no prefix",
    "' vault:v1:AAAA', no prefix",
    "hello, no prefix",
    "vault:v, wrong number of fields",
    "vault:v1, wrong number of fields",
    "vault:v:AAAA, version number could not be decoded",
    "vault:v0:AAAA, version number could not be decoded",
    "vault:v01:AAAA, version number could not be decoded",
    "vault:v+1:AAAA, version number could not be decoded",
    "vault:v-1:AAAA, version number could not be decoded",
    "vault:v1x:AAAA, version number could not be decoded",
    "vault:v١:AAAA, version number could not be decoded",
    "vault:v2147483648:AAAA, version number could not be decoded",
    "vault:v9223372036854775808:AAAA, version number could not be decoded",
    "vault:v1:A, could not decode base64",
    "vault:v1:AA, could not decode base64",
    "vault:v1:AB==, could not decode base64",
    "vault:v1:AAAA:AAAA, could not decode base64",
    "vault:v1:AA-_, could not decode base64",
    "'vault:v1:AAAA\n', could not decode base64",
  })
  void refusesInTheWordsOfTheTransitEngine(String text, String reason) {
    assertThatThrownBy(() -> Ciphertext.parse(text))
        .isInstanceOf(MalformedCiphertextException.class)
        .hasMessage("invalid ciphertext: " + reason);
  }

  @Property
  void readsWhatItWrites(@ForAll @IntRange(min = 1) int version, @ForAll @Size(max = 99) byte[] b) {
    Ciphertext written = new Ciphertext(version, b);

    assertThat(Ciphertext.parse(written.toString())).isEqualTo(written);
  }

  @Property
  void arbitraryTextGivesACiphertextOrTheOneException(@ForAll String text, @ForAll boolean prefix) {
    String whole = prefix ? "vault:v1:" + text : text;
    try {
      assertThat(Ciphertext.parse(whole)).hasToString(whole);
    } catch (MalformedCiphertextException e) {
      assertThat(e).hasMessageStartingWith("invalid ciphertext: ");
    }
  }
}

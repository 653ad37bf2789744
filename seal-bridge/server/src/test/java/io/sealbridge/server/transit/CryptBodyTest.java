package io.sealbridge.server.transit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.keyring.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptBodyTest {

  @Property(tries = 500)
  void readsEveryPlaintextBack(@ForAll byte[] plaintext, @ForAll byte[] associatedData) {
    String json =
        " {\"associated_data\" : \"%s\",\n \"other\":[1,{\"plaintext\":2}], \"plaintext\":\t\"%s\"} "
            .formatted(base64(associatedData), base64(plaintext));

    try (Batch<CryptItem> body = read(json)) {
      assertThat(only(body).requirePlaintext().use(byte[]::clone)).isEqualTo(plaintext);
      assertThat(only(body).associatedData()).isEqualTo(associatedData);
      assertThat(body.ignoredFields()).isEqualTo(1);
    }
  }

  @Property(tries = 500)
  void readsEscapedCharacters(@ForAll byte[] plaintext) {
    StringBuilder escaped = new StringBuilder();
    base64(plaintext).chars().forEach(c -> escaped.append("\\u%04X".formatted(c)));

    try (Batch<CryptItem> body = read("{\"plaintext\":\"" + escaped + "\"}")) {
      assertThat(only(body).requirePlaintext().use(byte[]::clone)).isEqualTo(plaintext);
    }
  }

  @Property(tries = 1000)
  void neverThrowsAnythingElseOnAnyBytes(@ForAll byte[] bytes) {
    readsOrRefuses(bytes);
  }

  @Property(tries = 1000)
  void neverThrowsAnythingElseOnDamagedBodies(
      @ForAll int position, @ForAll byte damage, @ForAll byte[] plaintext) {
    byte[] json =
        ("{\"plaintext\":\"" + base64(plaintext) + "\",\"ciphertext\":\"vault:v1:AA==\"}")
            .getBytes(StandardCharsets.UTF_8);
    json[Math.floorMod(position, json.length)] ^= damage;

    readsOrRefuses(json);
  }

  @Test
  void refusesABodyCutAnywhere() {
    // given
    String json = "{\"plaintext\":\"YWJj\",\"key_version\":1}";

    // then
    for (int length = 1; length < json.length(); length++) {
      String cut = json.substring(0, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(BadBodyException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"plaintext\":\"YQ==\",\"plaintext\":\"YQ==\"} | plaintext is given twice",
        "{\"a\":1,\"a\":2} | a field is given twice",
        "{\"plaintext\":1} | plaintext must be a string",
        "{\"plaintext\":{}} | plaintext must be a string",
        "{\"ciphertext\":[]} | ciphertext must be a string",
        "{\"associated_data\":true} | associated_data must be a string",
        "{\"key_version\":-1} | key_version must be a whole number between 0 and 2147483647",
        "{\"key_version\":1.5} | key_version must be a whole number between 0 and 2147483647",
        "{\"key_version\":9223372036854775808} | key_version must be a whole number between 0 and 2147483647",
        "{\"key_version\":\"x\"} | key_version must be a whole number between 0 and 2147483647",
        "{\"batch_input\":[]} | missing batch input to process",
        "{\"batch_input\":1} | batch_input must be a list of objects",
        "{\"batch_input\":[1]} | batch_input must be a list of objects",
        "{\"context\":\"YQ==\"} | context is not supported: keys here are neither derived nor convergent",
        "{\"convergent_encryption\":\"true\"} | convergent_encryption is not supported: keys here are not convergent",
        "{\"plaintext\":\"YQ\"} | failed to base64-decode plaintext: its length is not a multiple of 4",
        "{\"plaintext\":\"YQ=a\"} | failed to base64-decode plaintext: it has a character that is not standard base64",
        "{\"plaintext\":\"Y===\"} | failed to base64-decode plaintext: it has a character that is not standard base64",
        "{\"plaintext\":\"YQ==YQ==\"} | failed to base64-decode plaintext: it has a character that is not standard base64",
        "{\"plaintext\":\"YR==\"} | failed to base64-decode plaintext: its last character has bits that belong to no byte",
        "{\"plaintext\":\"Y-_=\"} | failed to base64-decode plaintext: it has a character that is not standard base64",
        "{\"plaintext\":\"YQ==\"}{} | error parsing JSON: something follows the JSON object",
        "{\"plaintext\":\"YQ==\"}x | error parsing JSON: the body is not well-formed JSON",
        "[] | error parsing JSON: the body must be one JSON object",
        "null {} | error parsing JSON: something follows the JSON object",
        "plaintext=YQ== | error parsing JSON: the body is not well-formed JSON",
        "{'plaintext':'YQ=='} | error parsing JSON: the body is not well-formed JSON"
      })
  void namesWhatIsWrongAndNeverQuotesTheBody(String json, String message) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(BadBodyException.class).hasMessage(message);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"))
        .hasMessage("error parsing JSON: a part of the body is too long or too deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{}", "null", "{\"plaintext\":null}"})
  void saysThatThePlaintextIsMissing(String json) {
    try (Batch<CryptItem> body = read(json)) {
      assertThatThrownBy(only(body)::requirePlaintext).hasMessage("missing plaintext to encrypt");
      assertThatThrownBy(only(body)::requireCiphertext).hasMessage("missing ciphertext to decrypt");
    }
  }

  @Test
  void keepsWhatIsWrongWithAnItemToTheItem() {
    try (Batch<CryptItem> body =
        read(
            "{\"batch_input\":[{\"plaintext\":\"YQ==\",\"reference\":\"a\"},"
                + "{\"plaintext\":\"Y\"},{\"context\":\"YQ==\",\"plaintext\":\"YQ==\"}],"
                + "\"partial_failure_response_code\":\"207\"}")) {
      assertThat(body.isBatch()).isTrue();
      assertThat(body.partialFailure()).isEqualTo(OptionalInt.of(207));
      assertThat(body.items().get(0).reference()).isEqualTo("a");
      assertThat(body.items().get(0).requirePlaintext().length()).isEqualTo(1);
      assertThatThrownBy(body.items().get(1)::requirePlaintext)
          .hasMessageStartingWith("failed to base64-decode plaintext");
      assertThatThrownBy(body.items().get(2)::requirePlaintext)
          .hasMessageStartingWith("context is not supported");
    }
  }

  @Test
  void refusesMoreItemsThanOneRequestMayHave() {
    String items = "{\"plaintext\":\"YQ==\"},".repeat(Batch.MOST_ITEMS);

    assertThatThrownBy(() -> read("{\"batch_input\":[" + items + "{}]}"))
        .hasMessage("batch_input has more than 1000 items; send them in several requests");
  }

  @Test
  void wipesEveryPlaintextWhenItIsClosed() {
    // given
    Batch<CryptItem> body =
        read("{\"batch_input\":[{\"plaintext\":\"YQ==\"},{\"plaintext\":\"Yg==\"}]}");
    List<SecretBytes> plaintexts = body.items().stream().map(CryptItem::requirePlaintext).toList();

    // when
    body.close();

    // then
    for (SecretBytes plaintext : plaintexts) {
      assertThatThrownBy(() -> plaintext.use(byte[]::clone)).hasMessage("secret is closed");
    }
  }

  @Test
  void readsVersionZeroAsTheLatest() {
    assertThat(only(read("{\"key_version\":\"0\"}")).keyVersion()).isEmpty();
    assertThat(only(read("{\"key_version\":7}")).keyVersion()).isEqualTo(OptionalInt.of(7));
  }

  private static void readsOrRefuses(byte[] bytes) {
    try (Batch<CryptItem> body = CryptBody.read(bytes)) {
      assertThat(body.ignoredFields()).isNotNegative();
    } catch (BadBodyException e) {
      assertThat(e.text()).isNotEmpty();
    }
  }

  private static Batch<CryptItem> read(String json) {
    return CryptBody.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static CryptItem only(Batch<CryptItem> body) {
    assertThat(body.isBatch()).isFalse();
    return body.items().getFirst();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

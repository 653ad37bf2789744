package io.sealbridge.hsm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyStateFormatTest {
  /** The state that the published vector describes. */
  private static KeyState published() {
    Recipient aes =
        new Recipient(
            "primary",
            new CkaId("00112233445566778899aabbccddeeff"),
            KeyType.AES_256,
            new Wrapping.AesGcm());
    Recipient rsa =
        new Recipient(
            "second",
            new CkaId("a0b1c2d3"),
            KeyType.RSA_3072,
            new Wrapping.RsaOaep(OaepHash.SHA256, new PublicKeyInfo("MAMBAf8=")));
    return new KeyState(
        new KeyName("root"),
        KeyPurpose.SEAL,
        7,
        false,
        1,
        0,
        List.of(
            new KeyVersion(1, Instant.parse("2026-11-24T02:00:00Z"), Layout.ENVELOPE, List.of(aes)),
            new KeyVersion(
                2, Instant.parse("2027-01-02T03:04:05.678Z"), Layout.ENVELOPE, List.of(aes, rsa))));
  }

  /** The state that the second schema's published vector describes. */
  private static KeyState publishedSecond() {
    PublicKeyInfo publicKey = new PublicKeyInfo("MAMBAf8=");
    Recipient imported =
        new Recipient(
            "primary",
            new CkaId("00112233445566778899aabbccddeeff"),
            KeyType.RSA_4096,
            new Wrapping.RsaOaep(OaepHash.SHA1, publicKey, true),
            Origin.IMPORTED);
    List<Recipient> several =
        List.of(
            new Recipient(
                "primary", new CkaId("a0b1c2d3"), KeyType.ECDSA_P521, new Usage.Signing(publicKey)),
            new Recipient(
                "second", new CkaId("a0b1c2d4"), KeyType.HMAC, new Usage.Mac(), Origin.SYNCABLE),
            new Recipient(
                "third",
                new CkaId("a0b1c2d5"),
                KeyType.RSA_2048,
                new Usage.Unwrapping(OaepHash.SHA512, publicKey)));
    return new KeyState(
        new KeyName("payments"),
        KeyPurpose.APPLICATION,
        9,
        false,
        1,
        0,
        List.of(
            new KeyVersion(
                1,
                Instant.parse("2026-11-25T20:00:00Z"),
                Layout.VAULT,
                List.of(imported),
                List.of("MAMBAf8=")),
            new KeyVersion(2, Instant.parse("2026-11-25T20:00:01Z"), Layout.NONE, several)),
        new KeyTerms(true, 1, false, true));
  }

  /** The state that the third schema's published vector describes. */
  private static KeyState publishedThird() {
    Recipient aes =
        new Recipient(
            "primary",
            new CkaId("00112233445566778899aabbccddeeff"),
            KeyType.AES_256,
            new Wrapping.AesGcm());
    return new KeyState(
        new KeyName("root"),
        KeyPurpose.SEAL,
        7,
        false,
        1,
        0,
        List.of(
            new KeyVersion(
                1, Instant.parse("2026-11-24T02:00:00Z"), Layout.ENVELOPE, List.of(aes))),
        KeyTerms.NONE,
        Optional.of(new Thaw(6, Octets.copyOf(Base64.getDecoder().decode("MAMBAf8=")))));
  }

  private static byte[] vector() throws IOException {
    return vector("key-state-schema-1.json");
  }

  private static byte[] vector(String name) throws IOException {
    try (InputStream vector = KeyStateFormatTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(vector).readAllBytes();
    }
  }

  private static String text(KeyState state) {
    return new String(KeyStateFormat.write(state), StandardCharsets.UTF_8);
  }

  @Test
  void readsThePublishedVector() throws IOException, StateFormatException {
    assertThat(KeyStateFormat.read(vector())).isEqualTo(published());
  }

  @Test
  void writesThePublishedVector() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(KeyStateFormat.write(published())))
        .isEqualTo(mapper.readTree(vector()));
  }

  @Test
  void readsAndWritesThePublishedVectorOfTheSecondSchema()
      throws IOException, StateFormatException {
    byte[] vector = vector("key-state-schema-2.json");
    ObjectMapper mapper = new ObjectMapper();
    assertThat(KeyStateFormat.read(vector)).isEqualTo(publishedSecond());
    assertThat(mapper.readTree(KeyStateFormat.write(publishedSecond())))
        .isEqualTo(mapper.readTree(vector));
  }

  @Test
  void readsAndWritesThePublishedVectorOfTheThirdSchema() throws IOException, StateFormatException {
    byte[] vector = vector("key-state-schema-3.json");
    ObjectMapper mapper = new ObjectMapper();
    assertThat(KeyStateFormat.read(vector)).isEqualTo(publishedThird());
    assertThat(mapper.readTree(KeyStateFormat.write(publishedThird())))
        .isEqualTo(mapper.readTree(vector));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schema\":3|\"schema\":2|unknown field",
        "\"frozen\":false|\"frozen\":true|contradicts itself",
        "\"serial\":7|\"serial\":6|contradicts itself",
        "\"thaw\":{|\"thaw\":{\"by\":1,|unknown field",
        "MAMBAf8=|?|contradicts itself",
        "MAMBAf8=||contradicts itself",
      })
  void refusesWhatIsNotExactlyTheThirdSchema(String good, String bad, String message) {
    String text = text(publishedThird());
    assertThat(text).contains(good);
    String broken = text.replaceFirst(java.util.regex.Pattern.quote(good), bad == null ? "" : bad);
    assertThatThrownBy(() -> KeyStateFormat.read(broken.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesToWriteWhatNobodyWouldRead() {
    KeyState small = publishedSecond();
    KeyVersion first = small.versions().getFirst();
    KeyVersion heavy =
        new KeyVersion(
            first.number(),
            first.created(),
            first.layout(),
            first.recipients(),
            List.of("A".repeat(KeyStateFormat.MAX_BYTES)));
    KeyState large =
        new KeyState(small.name(), small.purpose(), 1, false, 1, 0, List.of(heavy), small.terms());
    assertThatThrownBy(() -> KeyStateFormat.write(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 1048576");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schema\":2|\"schema\":4|knows up to 3",
        "\"schema\":2|\"schema\":3|thaw is missing",
        "\"schema\":2|\"schema\":1|wrapping is missing",
        "\"deletionAllowed\":true,||deletionAllowed is missing",
        "\"deletionAllowed\":true|\"deletionAllowed\":true,\"exportable\":true|unknown field",
        "\"origin\":\"imported\"|\"origin\":\"stolen\"|origin",
        "\"signs\":true|\"signs\":1|signs",
        "\"mechanism\":\"signature\"|\"mechanism\":\"aes-gcm\"|unknown field",
        "\"mechanism\":\"hmac\"|\"mechanism\":\"cmac\"|mechanism",
        "\"layout\":\"none\"|\"layout\":\"envelope\"|does not fit its usage",
        "[\"MAMBAf8=\"]|[7]|certificates must be a list of strings",
        "[\"MAMBAf8=\"]|[\"?\"]|contradicts itself",
        "\"purpose\":\"application\"|\"purpose\":\"seal\"|contradicts itself"
      })
  void refusesWhatIsNotExactlyTheSecondSchema(String good, String bad, String message) {
    String text = text(publishedSecond());
    assertThat(text).contains(good);
    String broken = text.replaceFirst(java.util.regex.Pattern.quote(good), bad == null ? "" : bad);
    assertThatThrownBy(() -> KeyStateFormat.read(broken.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining(message);
  }

  @Property(tries = 300)
  void writesSealKeysForReplicasThatKnowTheFirstSchemaOnly(@ForAll("states") KeyState state) {
    boolean first =
        state.terms().equals(KeyTerms.NONE)
            && state.versions().stream().allMatch(KeyStateFormatTest::isOfTheFirstSchema);
    int schema = state.thaw().isPresent() ? 3 : first ? 1 : 2;
    assertThat(text(state)).startsWith("{\"schema\":" + schema + ",");
  }

  private static boolean isOfTheFirstSchema(KeyVersion version) {
    return version.certificates().isEmpty()
        && version.recipients().stream()
            .allMatch(
                one ->
                    one.origin() == Origin.GENERATED
                        && Set.of(
                                KeyType.AES_256,
                                KeyType.RSA_2048,
                                KeyType.RSA_3072,
                                KeyType.RSA_4096,
                                KeyType.ECDSA_P256)
                            .contains(one.type())
                        && (one.usage() instanceof Wrapping.AesGcm
                            || (one.usage() instanceof Wrapping.RsaOaep rsa && !rsa.signs())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schema\":1|\"schema\":2|usage is missing",
        "\"schema\":1|\"schema\":\"1\"|state.schema",
        "\"schema\":1,||schema is missing",
        "\"frozen\":false|\"frozen\":false,\"extra\":1|unknown field",
        "\"frozen\":false|\"frozen\":\"false\"|state.frozen",
        "\"frozen\":false|\"frozen\":null|state.frozen",
        "\"frozen\":false|\"frozen\":false,\"frozen\":true|not well-formed",
        "\"serial\":7|\"serial\":0|state.serial",
        "\"serial\":7|\"serial\":7.0|state.serial",
        "\"serial\":7|\"serial\":9223372036854775808|state.serial",
        "\"number\":1|\"number\":2|names a version twice",
        "\"number\":1|\"number\":2147483648|number",
        "\"name\":\"root\"|\"name\":\"Root\"|key name",
        "\"purpose\":\"seal\"|\"purpose\":\"SEAL\"|purpose",
        "\"type\":\"rsa-3072\"|\"type\":\"rsa-1024\"|type",
        "\"hash\":\"sha256\"|\"hash\":\"md5\"|hash",
        "\"mechanism\":\"rsa-oaep\"|\"mechanism\":\"aes-gcm\"|unknown field",
        "\"mechanism\":\"rsa-oaep\"|\"mechanism\":\"rsa-pkcs1\"|mechanism",
        "\"layout\":\"envelope\"|\"layout\":\"other\"|layout",
        "\"minDecryptionVersion\":1|\"minDecryptionVersion\":3|minDecryptionVersion",
        "2026-11-24T02:00:00Z|yesterday|created",
        "00112233445566778899aabbccddeeff|zz|contradicts itself",
        "MAMBAf8=|?|contradicts itself"
      })
  void refusesWhatIsNotExactlyTheSchema(String good, String bad, String message) {
    String text = text(published());
    assertThat(text).contains(good);
    String broken = text.replaceFirst(java.util.regex.Pattern.quote(good), bad == null ? "" : bad);
    assertThatThrownBy(() -> KeyStateFormat.read(broken.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesMoreThanOneDocument() {
    byte[] twice = (text(published()) + "{}").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> KeyStateFormat.read(twice)).isInstanceOf(StateFormatException.class);
  }

  @Property(tries = 300)
  void readsWhatItWrote(@ForAll("states") KeyState state) throws StateFormatException {
    assertThat(KeyStateFormat.read(KeyStateFormat.write(state))).isEqualTo(state);
  }

  @Property(tries = 500)
  void refusesEveryPartOfAState(@ForAll @IntRange(min = 0, max = 10_000) int length) {
    byte[] whole = KeyStateFormat.write(published());
    byte[] part = Arrays.copyOf(whole, length % whole.length);
    assertThatThrownBy(() -> KeyStateFormat.read(part)).isInstanceOf(StateFormatException.class);
  }

  @Property(tries = 1_000)
  void neverFailsInAnotherWayOnAnyBytes(@ForAll byte[] bytes) {
    try {
      KeyStateFormat.read(bytes);
    } catch (StateFormatException _) {
      // the one way to fail
    }
  }

  @Property(tries = 1_000)
  void neverFailsInAnotherWayOnAChangedByte(
      @ForAll @IntRange(min = 0, max = 10_000) int position, @ForAll byte value) {
    byte[] bytes = KeyStateFormat.write(published());
    bytes[position % bytes.length] = value;
    try {
      KeyStateFormat.read(bytes);
    } catch (StateFormatException _) {
      // the one way to fail
    }
  }

  @Provide
  Arbitrary<KeyState> states() {
    return KeyStates.any();
  }
}

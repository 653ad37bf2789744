package io.sealbridge.audit.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bundles as in C2SP tlog-tiles, "Log entries": each entry behind its length, two bytes, the higher
 * one first. The document has no example; the bytes here follow its words.
 */
class EntryBundleTest {
  private static final TilePath TWO = new TilePath(TilePath.ENTRIES, 0, 2);
  private static final String ABC_AND_EMPTY = "0003" + "616263" + "0000";

  @Test
  void writesLengthsWithTheHigherByteFirst() {
    assertThat(EntryBundle.encode(List.of(bytes("abc"), bytes(""))))
        .isEqualTo(HexFormat.of().parseHex(ABC_AND_EMPTY));
    assertThat(EntryBundle.encode(List.of(new byte[0x0102]))).startsWith(1, 2);
  }

  @Test
  void readsThemBack() throws MalformedLogException {
    assertThat(EntryBundle.decode(HexFormat.of().parseHex(ABC_AND_EMPTY), TWO))
        .containsExactly(bytes("abc"), bytes(""));
  }

  @Test
  void takesTheLongestEntryAndNoLongerOne() throws MalformedLogException {
    // given
    byte[] longest = new byte[65_535];

    // then
    assertThat(
            EntryBundle.decode(
                EntryBundle.encode(List.of(longest)), new TilePath(TilePath.ENTRIES, 0, 1)))
        .containsExactly(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // none
        "0003616263", // one too few
        "000361626300000000", // one too many
        "000361626300", // ends inside a length
        "00036162630001", // ends inside an entry
        "0003616263000000" // something behind
      })
  void refusesBytesThatAreNotItsEntriesAndNothingElse(String hex) {
    assertThatThrownBy(() -> EntryBundle.decode(HexFormat.of().parseHex(hex), TWO))
        .isInstanceOf(MalformedLogException.class)
        .hasMessageContaining("tile/entries/000.p/2");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

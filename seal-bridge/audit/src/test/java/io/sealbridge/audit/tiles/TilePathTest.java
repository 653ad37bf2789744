package io.sealbridge.audit.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of tiles and bundles as in C2SP tlog-tiles, with the examples that stand there. */
class TilePathTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1234067, 256, tile/0/x001/x234/067",
    "0, 1234067, 7, tile/0/x001/x234/067.p/7",
    "-1, 1234067, 256, tile/entries/x001/x234/067",
    "-1, 0, 255, tile/entries/000.p/255",
    "3, 999, 256, tile/3/999",
    "3, 1000, 1, tile/3/x001/000.p/1",
    "63, 0, 1, tile/63/000.p/1"
  })
  void writesIndexesInGroupsOfThreeDigits(int level, long index, int width, String path) {
    assertThat(new TilePath(level, index, width).path()).isEqualTo(path);
  }

  @Test
  void dividesATreeAsInTheExampleOf70000Entries() {
    // given
    long size = 70_000;

    // then: 273 full tiles and one of 112; one full and one of 17; one of 1; and nothing above
    assertThat(LongStream.range(0, 273).mapToObj(index -> TilePath.tile(0, index, size)))
        .allMatch(path -> path.orElseThrow().isFull());
    assertThat(TilePath.tile(0, 273, size)).contains(new TilePath(0, 273, 112));
    assertThat(TilePath.tile(0, 274, size)).isEmpty();
    assertThat(TilePath.tile(1, 0, size)).contains(new TilePath(1, 0, 256));
    assertThat(TilePath.tile(1, 1, size)).contains(new TilePath(1, 1, 17));
    assertThat(TilePath.tile(2, 0, size)).contains(new TilePath(2, 0, 1));
    assertThat(TilePath.tile(3, 0, size)).isEmpty();
    assertThat(TilePath.bundle(273, size)).contains(new TilePath(TilePath.ENTRIES, 273, 112));
  }

  @Test
  void dividesATreeAsInTheExampleOf256Entries() {
    assertThat(TilePath.tile(0, 0, 256)).contains(new TilePath(0, 0, 256));
    assertThat(TilePath.tile(1, 0, 256)).contains(new TilePath(1, 0, 1));
    assertThat(TilePath.tile(0, 1, 256)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-2, 0, 1", "64, 0, 1", "0, -1, 1", "0, 0, 0", "0, 0, 257"})
  void refusesWhatNoTileHas(int level, long index, int width) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TilePath(level, index, width));
  }
}

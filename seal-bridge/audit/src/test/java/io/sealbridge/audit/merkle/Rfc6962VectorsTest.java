package io.sealbridge.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tree that implementations of RFC 6962 are tried with: eight leaves, the roots of their
 * beginnings, and proofs. The values are those of the tests of Certificate Transparency's reference
 * implementation (merkle_tree_test, today in transparency-dev/merkle); the first root is that of
 * RFC 6962, section 2.1: SHA-256 of nothing.
 */
class Rfc6962VectorsTest {
  private static final List<byte[]> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(HexFormat.of()::parseHex)
          .toList();

  private static final List<TreeHash> ROOTS =
      hashes(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  /** Index of the leaf, size of the tree, and the way between them. */
  static Stream<Arguments> inclusions() {
    return Stream.of(
        Arguments.of(0, 1, hashes()),
        Arguments.of(
            0,
            8,
            hashes(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
        Arguments.of(
            5,
            8,
            hashes(
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
        Arguments.of(
            2, 3, hashes("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")),
        Arguments.of(
            1,
            5,
            hashes(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")));
  }

  /** Sizes of two trees, and what leads from one to the other. */
  static Stream<Arguments> consistencies() {
    return Stream.of(
        Arguments.of(1, 1, hashes()),
        Arguments.of(
            1,
            8,
            hashes(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
        Arguments.of(
            6,
            8,
            hashes(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
        Arguments.of(
            2,
            5,
            hashes(
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7", "8"})
  void hasThePublishedRootAtEachSize(int size) {
    // when
    CompactRange range = new CompactRange();
    LEAVES.stream().limit(size).map(TreeHash::leaf).forEach(range::append);

    // then
    assertThat(range.root()).isEqualTo(ROOTS.get(size));
    assertThat(proofs().root(size)).isEqualTo(ROOTS.get(size));
  }

  @ParameterizedTest
  @MethodSource("inclusions")
  void makesAndTakesThePublishedInclusionProofs(int index, int size, List<TreeHash> path) {
    // when
    InclusionProof made = proofs().inclusion(index, size);

    // then
    assertThat(made.path()).isEqualTo(path);
    assertThat(made.shows(leaf(index), ROOTS.get(size))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("inclusions")
  void takesNoInclusionProofOfAnythingElse(int index, int size, List<TreeHash> path) {
    // given
    InclusionProof proof = new InclusionProof(index, size, path);

    // then: another leaf, another root, one hash more, each hash changed or missing
    assertThat(proof.shows(leaf((index + 1) % 8), ROOTS.get(size))).isFalse();
    assertThat(proof.shows(leaf(index), ROOTS.get((size + 1) % 9))).isFalse();
    assertThat(wrong(path))
        .noneMatch(
            other -> new InclusionProof(index, size, other).shows(leaf(index), ROOTS.get(size)));
  }

  @ParameterizedTest
  @MethodSource("consistencies")
  void makesAndTakesThePublishedConsistencyProofs(int from, int to, List<TreeHash> path) {
    // when
    ConsistencyProof made = proofs().consistency(from, to);

    // then
    assertThat(made.path()).isEqualTo(path);
    assertThat(made.shows(ROOTS.get(from), ROOTS.get(to))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("consistencies")
  void takesNoConsistencyProofOfAnythingElse(int from, int to, List<TreeHash> path) {
    // given
    ConsistencyProof proof = new ConsistencyProof(from, to, path);

    // then
    assertThat(proof.shows(ROOTS.get(from - 1), ROOTS.get(to))).isFalse();
    assertThat(proof.shows(ROOTS.get(from), ROOTS.get(to - 1))).isFalse();
    assertThat(wrong(path))
        .noneMatch(
            other -> new ConsistencyProof(from, to, other).shows(ROOTS.get(from), ROOTS.get(to)));
  }

  /** The path with a hash more at either end, and with each hash exchanged or left out. */
  private static List<List<TreeHash>> wrong(List<TreeHash> path) {
    TreeHash foreign = TreeHash.leaf(new byte[] {42});
    return Stream.concat(
            Stream.of(
                Stream.concat(path.stream(), Stream.of(foreign)).toList(),
                Stream.concat(Stream.of(foreign), path.stream()).toList()),
            IntStream.range(0, path.size())
                .boxed()
                .flatMap(
                    i ->
                        Stream.of(
                            IntStream.range(0, path.size())
                                .mapToObj(j -> j == i ? foreign : path.get(j))
                                .toList(),
                            IntStream.range(0, path.size())
                                .filter(j -> j != i)
                                .mapToObj(path::get)
                                .toList())))
        .toList();
  }

  private static ProofMaker proofs() {
    return new ProofMaker(Rfc6962VectorsTest::node);
  }

  private static TreeHash node(int level, long index) {
    return level == 0
        ? leaf((int) index)
        : TreeHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  }

  private static TreeHash leaf(int index) {
    return TreeHash.leaf(LEAVES.get(index));
  }

  private static List<TreeHash> hashes(String... hex) {
    return Arrays.stream(hex).map(one -> TreeHash.at(HexFormat.of().parseHex(one), 0)).toList();
  }
}

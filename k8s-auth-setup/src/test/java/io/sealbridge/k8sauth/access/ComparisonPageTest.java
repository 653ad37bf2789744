package io.sealbridge.k8sauth.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Behind each tick of ours in docs/comparison.md is a test that exists. */
class ComparisonPageTest {
  private static final Path PAGE = Path.of("../docs/comparison.md");
  private static final List<Path> TESTS =
      List.of(Path.of("src/test/java"), Path.of("../integration/src/test/java"));
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

  @Test
  void eachTickHasItsLineOfTests() throws IOException {
    String page = Files.readString(PAGE);
    List<Integer> ticks = numbers("yes <sup>(\\d+)</sup>", page);
    assertThat(ticks).isEqualTo(IntStream.rangeClosed(1, ticks.size()).boxed().toList());
    assertThat(numbers("(?m)^(\\d+)\\. `", page)).isEqualTo(ticks);
  }

  @Test
  void eachTestThatIsNamedExists() throws IOException {
    List<MatchResult> named =
        TEST.matcher(Files.readString(PAGE).split("## What shows it", 2)[1]).results().toList();
    TreeSet<String> missing = new TreeSet<>();
    for (MatchResult test : named) {
      if (!source(test.group(1)).contains("void " + test.group(2) + "(")) {
        missing.add(test.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(missing).as("tests that docs/comparison.md names and nobody finds").isEmpty();
  }

  private static List<Integer> numbers(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  private static String source(String type) throws IOException {
    for (Path folder : TESTS) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> found = files.filter(file -> file.endsWith(type + ".java")).toList();
        if (!found.isEmpty()) {
          return Files.readString(found.getFirst());
        }
      }
    }
    return "";
  }
}

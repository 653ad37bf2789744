package io.sealbridge.k8sauth.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page has every metric and every label's values, and none that is not there. */
class WatchPageTest {
  private static final Pattern SERVED = Pattern.compile("(?m)^(k8s_auth_setup_[a-z_]+)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(k8s_auth_setup_[a-z_]+)`");
  private static final Pattern USED = Pattern.compile("k8s_auth_setup_[a-z_]+");

  private final String page = read();

  @Test
  void itsTableHasTheMetricsThatAreServed() {
    Set<String> served = all(SERVED, new WatchMetrics().text());

    assertThat(served).hasSizeGreaterThan(5);
    assertThat(all(ROW, page)).isEqualTo(served);
    assertThat(all(USED, page).stream().map(name -> name.split("\\{", 2)[0]))
        .allSatisfy(name -> assertThat(served).contains(name));
  }

  @Test
  void itNamesEveryValueOfALabel() {
    assertThat(Arrays.stream(Drift.Kind.values()).map(Drift.Kind::word))
        .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    assertThat(Arrays.stream(Drift.State.values()).map(Drift.State::word))
        .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(name -> name.replaceAll("[|` ]", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/reference/watch.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

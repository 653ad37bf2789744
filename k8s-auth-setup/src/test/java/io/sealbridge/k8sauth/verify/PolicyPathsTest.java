package io.sealbridge.k8sauth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPathsTest {

  @ParameterizedTest
  @CsvSource({
    "apps/data/web/db, apps/data/web/db, true",
    "apps/data/web/db, apps/data/web/db2, false",
    "apps/data/web/*, apps/data/web/db, true",
    "apps/data/web/*, apps/data/job/db, false",
    "apps/data/+/db, apps/data/web/db, true",
    "apps/data/+/db, apps/data/web/x/db, false",
    "+/data/w*, apps/data/web, true",
    "*, sys/mounts, true",
    "apps/data/{{identity.entity.name}}/db, apps/data/web/db, true",
    "apps/data/{{identity.entity.name}}/db, apps/data/web/key, false",
    "apps/data/a.b, apps/data/axb, false",
  })
  void knowsWhichPathsAPolicyNames(String pattern, String path, boolean covered) {
    String text = "path \"" + pattern + "\" {\n  capabilities = [\"read\"]\n}";

    assertThat(PolicyPaths.of(List.of(text)).covers(path)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({"'{\"path\": {\"x\": {}}}', true", "'# nothing', false", "'', false"})
  void takesATextThatItDoesNotUnderstandForOneThatNamesAll(String text, boolean covered) {
    assertThat(PolicyPaths.of(List.of(text)).covers("sys/mounts")).isEqualTo(covered);
  }
}

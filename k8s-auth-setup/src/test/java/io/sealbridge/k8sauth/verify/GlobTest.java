package io.sealbridge.k8sauth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "web, web, true",
    "web, webs, false",
    "*, web, true",
    "shop-*, shop-, true",
    "shop-*, shop, false",
    "*-prod, shop-prod, true",
    "a*c*e, abcde, true",
    "a*c*e, abde, false",
    "a.c, abc, false",
  })
  void matchesAsVaultDoes(String pattern, String name, boolean matches) {
    assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
  }
}

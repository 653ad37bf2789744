package io.sealbridge.k8sauth.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sys/mounts/team/kv",
        "sys/auth/kubernetes",
        "auth/clusters/a/config",
        "sys/policies/acl/shop",
        "auth/clusters/a/role/shop",
        "auth/kubernetes/role/config"
      })
  void givesThePlaceThatHasThePath(String path) {
    assertThat(PlacePath.parse(path).orElseThrow().path()).isEqualTo(path);
  }

  @Test
  void givesNothingForWhatIsNoPlace() {
    assertThat(PlacePath.parse("sys/audit/file")).isEmpty();
  }
}

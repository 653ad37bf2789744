package io.sealbridge.hsm.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.OaepHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfilesTest {
  @ParameterizedTest
  @CsvSource({
    "SoftHSM/Implementation of PKCS11/SoftHSM project/SoftHSM v2, softhsm",
    "Mozilla Foundation/NSS Internal Crypto Services/Mozilla Foundation/NSS 3, nss",
    "SafeNet/Chrystoki/SafeNet/K7, luna",
    "Somebody/Something/Somebody/Model, generic"
  })
  void areFoundByWhatADeviceSays(String identity, String name) {
    assertThat(Profiles.matching(identity).name()).isEqualTo(name);
  }

  @Test
  void areAllFoundByName() {
    assertThat(Profiles.names())
        .contains(
            "softhsm",
            "nss",
            "generic",
            "luna",
            "luna-fips",
            "cloudhsm",
            "nshield",
            "utimaco",
            "yubihsm2",
            "kmsp11")
        .allSatisfy(name -> assertThat(Profiles.named(name)).isPresent());
    assertThat(Profiles.named("sofhtsm")).isEmpty();
  }

  @Test
  void saySha1WhereATokenHasNothingBetter() {
    assertThat(Profiles.named("softhsm").orElseThrow().oaepHashes()).containsExactly(OaepHash.SHA1);
    assertThat(Profiles.named("generic").orElseThrow().oaepHashes()).contains(OaepHash.SHA256);
  }

  @Test
  void neverFinaliseALibraryOfWhichNothingIsKnown() {
    assertThat(Profiles.named("generic").orElseThrow().reinitialise())
        .isEqualTo(Reinitialise.NEVER);
  }
}

package io.sealbridge.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.note.VerifierKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WitnessKeyTest {
  /** RFC 8410, section 7: a key in PKCS#8 before its 32 bytes. */
  private static final String HEAD = "302e020100300506032b657004220420";

  @Test
  void derivesThePublicKeysOfTheStandard() {
    // RFC 8032, section 7.1, tests 1 to 3
    derives(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    derives(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    derives(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
  }

  private static void derives(String seed, String point) {
    byte[] der = HexFormat.of().parseHex(HEAD + seed);
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(der));
    assertThat(WitnessKey.parse("w", pem).verifier())
        .isEqualTo(VerifierKey.cosignature("w", HexFormat.of().parseHex(point)));
  }

  @Test
  void readsWhatItMade() {
    String pem = WitnessKey.make(new SecureRandom());

    assertThat(WitnessKey.parse("w", pem).verifier())
        .isEqualTo(WitnessKey.parse("w", pem).verifier());
    assertThat(WitnessKey.parse("w", pem).toString()).startsWith("w+").doesNotContain(pem);
  }

  @Test
  void refusesOtherTexts() {
    assertThatThrownBy(() -> WitnessKey.parse("w", "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PKCS#8")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(
            () ->
                WitnessKey.parse(
                    "w", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Ed25519");
  }
}

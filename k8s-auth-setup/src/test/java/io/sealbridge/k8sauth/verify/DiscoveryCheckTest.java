package io.sealbridge.k8sauth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.k8sauth.discovery.Discovered;
import io.sealbridge.k8sauth.discovery.Issuer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiscoveryCheckTest {
  private static final Issuer ISSUER = new Issuer("https://issuer.example/c/1/", "");

  record Case(Discovered seen, Result result, String text) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new Discovered.Published(), Result.OK, "can be read without a token"),
        new Case(new Discovered.NotSeenFromHere(), Result.NOT_TRIED, "in the cluster only"),
        new Case(new Discovered.Refused("the keys", 403), Result.FINDING, "the keys answers 403"),
        new Case(
            new Discovered.OfAnother("https://other"),
            Result.FINDING,
            "seen from here it names the issuer https://other"),
        new Case(new Discovered.NoDocument("the page"), Result.FINDING, "is not what it should be"),
        new Case(new Discovered.Unreachable("no route"), Result.FINDING, "no route"),
        new Case(new Discovered.TlsFailed("PKIX"), Result.FINDING, "name issuerCaFile"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrongWithWhatAnIssuerPublishes(Case one) {
    Check check = DiscoveryCheck.of(ISSUER, one.seen());

    assertThat(check.result()).isEqualTo(one.result());
    assertThat(check.message()).contains("https://issuer.example/c/1/", one.text());
  }

  @Test
  void knowsNamesThatOnlyAClusterKnows() {
    assertThat(new Issuer("https://kubernetes.default.svc", "").discover())
        .isEqualTo(new Discovered.NotSeenFromHere());
    assertThat(Issuer.isInside("https://kubernetes.default.svc.cluster.local")).isTrue();
    assertThat(Issuer.isInside("https://issuer.example/svc")).isFalse();
    assertThat(Issuer.isInside("no URL at all")).isFalse();
  }
}

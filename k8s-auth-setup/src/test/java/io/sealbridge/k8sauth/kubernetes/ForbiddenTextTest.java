package io.sealbridge.k8sauth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForbiddenTextTest {
  @Test
  void findsTheRuleForObjectsOfTheCluster() {
    String text =
        "tokenreviews.authentication.k8s.io is forbidden: User \"u\" cannot create resource"
            + " \"tokenreviews\" in API group \"authentication.k8s.io\" at the cluster scope";

    assertThat(ForbiddenText.missing(text))
        .contains(AccessRule.clusterWide("create", "authentication.k8s.io", "tokenreviews"));
  }

  @Test
  void findsTheRuleForObjectsOfANamespace() {
    String text =
        "secrets \"s\" is forbidden: User \"u\" cannot get resource \"secrets\" in API group \"\""
            + " in the namespace \"vault\"";

    assertThat(ForbiddenText.missing(text))
        .contains(AccessRule.inNamespace("get", "", "secrets", "vault"));
  }

  @Test
  void findsTheRuleForAPath() {
    String text = "forbidden: User \"u\" cannot get path \"/openid/v1/jwks\"";

    assertThat(ForbiddenText.missing(text))
        .contains(new AccessRule.OnPath("get", "/openid/v1/jwks"));
  }

  @Test
  void findsNoneInOtherTexts() {
    assertThat(ForbiddenText.missing("quota exceeded")).isEmpty();
  }
}

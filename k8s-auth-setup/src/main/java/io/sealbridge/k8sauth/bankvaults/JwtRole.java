package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.YamlNode;
import java.util.List;
import java.util.Optional;

/** A role of an auth method of type {@code jwt}, for ServiceAccounts. */
final class JwtRole {
  private static final String SUBJECT = "system:serviceaccount:";

  private JwtRole() {}

  static YamlNode.Mapping of(Fields role, AuthMount mount) {
    Section section = TokenFields.start(role, mount);
    role.refuseUnless("role_type", "jwt", "must be jwt: pods do not log in with a browser");
    role.refuseUnless("user_claim", "sub", "is always sub here");
    role.refuseUnless("user_claim_json_pointer", "false", "is always false here");
    audience(role, section);
    boolean glob = role.text("bound_claims_type", "string").equals("glob");
    Optional<Fields> claims = role.section("bound_claims");
    Optional<YamlNode.Scalar> subject = role.word("bound_subject");
    if (claims.isPresent() == subject.isPresent()) {
      throw role.failure(
          role.line(),
          "bound_subject",
          "or bound_claims must say which ServiceAccounts, one of them");
    }
    subject.ifPresent(word -> bySubject(role, word, section));
    claims.ifPresent(bound -> byClaims(bound, glob, section));
    role.done();
    return section.node();
  }

  private static void audience(Fields role, Section section) {
    List<String> audiences = role.words("bound_audiences");
    if (audiences.size() > 1) {
      throw role.failure(
          role.line(), "bound_audiences", "lists several; a role here has one audience");
    }
    audiences.forEach(audience -> section.put("audience", audience));
  }

  private static void bySubject(Fields role, YamlNode.Scalar subject, Section section) {
    List<String> parts = List.of(subject.text().split(":", -1));
    if (!subject.text().startsWith(SUBJECT) || parts.size() != 4) {
      throw role.failure(
          subject.line(), "bound_subject", "must be system:serviceaccount:<namespace>:<name>");
    }
    section.put("namespaces", List.of(parts.get(2)));
    section.put("serviceAccounts", List.of(parts.get(3)));
  }

  private static void byClaims(Fields claims, boolean glob, Section section) {
    section.put("namespaces", names(claims, "/kubernetes.io/namespace", glob));
    section.put("serviceAccounts", names(claims, "/kubernetes.io/serviceaccount/name", glob));
    claims.done();
  }

  private static List<String> names(Fields claims, String claim, boolean glob) {
    List<String> names = claims.words(claim);
    if (!glob && names.stream().anyMatch(name -> name.contains("*"))) {
      throw claims.failure(
          claims.line(), claim, "has a * that is no pattern without bound_claims_type: glob");
    }
    return names;
  }
}

package io.sealbridge.k8sauth.bankvaults;

import io.sealbridge.configuration.YamlNode;

/** A role of an auth method of type {@code kubernetes}. */
final class KubernetesRole {
  private KubernetesRole() {}

  static YamlNode.Mapping of(Fields role, AuthMount mount) {
    Section section = TokenFields.start(role, mount);
    section.put("serviceAccounts", role.words("bound_service_account_names"));
    section.put("namespaces", role.words("bound_service_account_namespaces"));
    role.word("audience").ifPresent(audience -> section.put("audience", audience.text()));
    role.refuse(
        "bound_service_account_namespace_selector",
        "is not read: describe this role under roles with namespaceLabels");
    role.refuseUnless(
        "alias_name_source",
        "serviceaccount_uid",
        "is always serviceaccount_uid here, so that an account made anew is another one");
    role.done();
    return section.node();
  }
}

package io.sealbridge.k8sauth.kubernetes;

import java.util.Optional;

/** One thing that RBAC can allow. */
public sealed interface AccessRule {

  /**
   * A verb on a kind of object.
   *
   * @param group empty for the core group
   * @param resource the plural, with a subresource behind a slash: {@code serviceaccounts/token}
   * @param namespace none for the whole cluster
   */
  record OnResource(String verb, String group, String resource, Optional<String> namespace)
      implements AccessRule {}

  /** A verb on a path that is not an object. */
  record OnPath(String verb, String path) implements AccessRule {}

  /** On an object that has no namespace, or in all of them. */
  static AccessRule clusterWide(String verb, String group, String resource) {
    return new OnResource(verb, group, resource, Optional.empty());
  }

  static AccessRule inNamespace(String verb, String group, String resource, String namespace) {
    return new OnResource(verb, group, resource, Optional.of(namespace));
  }

  /** For a person: what it allows and where. */
  default String title() {
    return switch (this) {
      case OnResource rule ->
          rule.verb()
              + " "
              + rule.resource()
              + (rule.group().isEmpty() ? "" : "." + rule.group())
              + rule.namespace().map(name -> " in namespace " + name).orElse(" in the cluster");
      case OnPath rule -> rule.verb() + " " + rule.path();
    };
  }

  /** The entry below {@code rules:} of a Role or ClusterRole that allows this and nothing more. */
  default String yaml() {
    return switch (this) {
      case OnResource rule ->
          """
          - apiGroups: ["%s"]
            resources: ["%s"]
            verbs: ["%s"]
          """
              .formatted(rule.group(), rule.resource(), rule.verb());
      case OnPath rule ->
          """
          - nonResourceURLs: ["%s"]
            verbs: ["%s"]
          """
              .formatted(rule.path(), rule.verb());
    };
  }

  /** The kind of object that has to hold the rule. */
  default String holder() {
    return switch (this) {
      case OnResource rule -> rule.namespace().map(name -> "Role in " + name).orElse("ClusterRole");
      case OnPath _ -> "ClusterRole";
    };
  }
}

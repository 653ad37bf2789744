package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an object of this tool says, in a few words for a person. Never a value of a Secret. */
public final class ObjectText {
  private ObjectText() {}

  /** By field, in the order of a manifest. */
  public static Map<String, String> of(HasMetadata object) {
    Map<String, String> fields = new LinkedHashMap<>();
    switch (object) {
      case ServiceAccount account ->
          fields.put(
              "automountServiceAccountToken",
              String.valueOf(account.getAutomountServiceAccountToken()));
      case Secret secret -> fields.put("type", secret.getType());
      case ClusterRole role ->
          fields.put("rules", joined(role.getRules().stream().map(ObjectText::rule).toList()));
      case ClusterRoleBinding binding -> {
        fields.put("roleRef", binding.getRoleRef().getName());
        fields.put(
            "subjects", joined(binding.getSubjects().stream().map(ObjectText::subject).toList()));
      }
      default -> throw new IllegalArgumentException("no words for a " + object.getKind());
    }
    return fields;
  }

  private static String rule(PolicyRule rule) {
    return String.join(", ", rule.getVerbs()) + " " + String.join(", ", rule.getResources());
  }

  private static String subject(Subject subject) {
    String namespace = subject.getNamespace();
    return subject.getKind() + " " + (namespace == null ? "" : namespace + "/") + subject.getName();
  }

  private static String joined(List<String> parts) {
    return String.join("; ", parts);
  }
}

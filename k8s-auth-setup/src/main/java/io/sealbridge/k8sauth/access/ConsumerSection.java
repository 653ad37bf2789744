package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workload that reads secrets. */
public record ConsumerSection(
    @Setting("Its name; also that of its role and policy if it has no role.") String name,
    @Setting("Its cluster; must be given if there are several.") Optional<String> cluster,
    @Setting("Its namespace.") String namespace,
    @Setting("Its ServiceAccount.") String serviceAccount,
    @Setting("The role it logs in with. Default: one of its own.") Optional<String> role,
    @Setting(
            value =
                "Whether to make its ServiceAccount if there is none. One that is there already is"
                    + " left as it is.",
            byDefault = "false")
        boolean createServiceAccount,
    @Setting(value = "The secrets it reads.", atLeastOne = true) List<SecretSection> secrets,
    @Setting(
            value =
                "How they come to it: agent, agent-init, injector, csi, vault-secrets-operator or"
                    + " external-secrets.",
            byDefault = "agent")
        Reads reads,
    @Setting("Labels of its pods. Default: app.kubernetes.io/name with its name.")
        Map<String, String> podLabels) {

  public ConsumerSection {
    Names.require("name", name);
    Names.requireKubernetes("namespace", namespace);
    Names.requireKubernetes("serviceAccount", serviceAccount);
    secrets = List.copyOf(secrets);
    podLabels = Labels.orName("podLabels", podLabels, name);
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("consumer " + name + ": secrets must list at least one");
    }
    if (PolicySection.BUILT_IN.contains(name) && role.isEmpty()) {
      throw new IllegalArgumentException(
          "consumer "
              + name
              + " has the name of a policy of Vault's own; name another or give a role");
    }
  }
}

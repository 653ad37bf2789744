package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A cluster and the auth method of its pods. */
public record ClusterSection(
    @Setting("Its name in this file.") String name,
    @Setting(
            "Kubeconfig to reach it with. Default: KUBECONFIG, ~/.kube/config, or the pod's own account.")
        Optional<Path> kubeconfig,
    @Setting("Context of the kubeconfig. Default: its current one.") Optional<String> context,
    @Setting(
            "Address of the API server as Vault reaches it. Default: https://kubernetes.default.svc"
                + " where Vault runs in the cluster, else the kubeconfig's.")
        Optional<URI> apiServer,
    @Setting(
            "PEM file of the authorities that the issuer of tokens is trusted by, for oidc-discovery."
                + " Default: the kubeconfig's where the issuer is the API server, else those of"
                + " Vault's system.")
        Optional<Path> issuerCaFile,
    @Setting(value = "Path of the auth method, one for each cluster.", byDefault = "kubernetes")
        String mount,
    @Setting(
            value = "How Vault checks tokens; docs/kubernetes.md says which one fits.",
            byDefault = "auto")
        Setup setup,
    @Setting(value = "Namespace of the reviewer, for reviewer-token.", byDefault = "vault")
        String reviewerNamespace,
    @Setting(
            value = "ServiceAccount of the reviewer, for reviewer-token.",
            byDefault = "vault-reviewer")
        String reviewerServiceAccount,
    @Setting(
            value =
                "Whether to make in the cluster what the set-up needs there. Say false if others do"
                    + " it, with what render writes.",
            byDefault = "true")
        boolean manageObjects,
    @Setting(value = "Audience of the tokens that pods log in with.", byDefault = "vault")
        String audience,
    @Setting("Who may reach what in it. Default: no network policies.")
        Optional<NetworkSection> network) {

  public ClusterSection {
    Names.require("name", name);
    Names.requirePath("mount", mount);
    Names.requireKubernetes("reviewerNamespace", reviewerNamespace);
    Names.requireKubernetes("reviewerServiceAccount", reviewerServiceAccount);
    if (audience.isBlank()) {
      throw new IllegalArgumentException("audience must not be blank");
    }
    apiServer.ifPresent(ClusterSection::requireHttps);
  }

  private static void requireHttps(URI address) {
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("apiServer must be an https URL, was " + address);
    }
  }
}

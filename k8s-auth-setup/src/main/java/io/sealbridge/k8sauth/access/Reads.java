package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Spelled;

/** How the secrets of a consumer come to it, which says what is rendered for it. */
public enum Reads implements Spelled {
  /** The product's agent beside the application keeps files in memory up to date. */
  AGENT("agent"),

  /** The product's agent writes the files once, before the application starts. */
  AGENT_INIT("agent-init"),

  /** The agent injector of vault-k8s adds the agent, asked to by annotations. */
  INJECTOR("injector"),

  /** The Secrets Store CSI driver mounts them. */
  CSI("csi"),

  /** The Vault Secrets Operator copies them into Secrets of Kubernetes. */
  VAULT_SECRETS_OPERATOR("vault-secrets-operator"),

  /** The External Secrets Operator copies them into Secrets of Kubernetes. */
  EXTERNAL_SECRETS("external-secrets");

  private final String word;

  Reads(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /** Whether a pod of the consumer logs in to Vault; otherwise somebody else does for it. */
  public boolean inOwnPods() {
    return switch (this) {
      case AGENT, AGENT_INIT, INJECTOR -> true;
      case CSI, VAULT_SECRETS_OPERATOR, EXTERNAL_SECRETS -> false;
    };
  }
}

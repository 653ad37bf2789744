package io.sealbridge.integration.kubernetes;

import java.util.Locale;

/** Who shows a token from the API server's own list: people, and the parts of a control plane. */
public enum ClusterUser {
  ADMIN("admin", "system:masters"),
  CONTROLLER_MANAGER("system:kube-controller-manager", ""),
  SCHEDULER("system:kube-scheduler", ""),
  NODE("system:node:" + Node.NAME, "system:nodes");

  private final String username;
  private final String group;

  ClusterUser(String username, String group) {
    this.username = username;
    this.group = group;
  }

  String line(String token) {
    return token + "," + username + "," + username + ",\"" + group + "\"\n";
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".kubeconfig";
  }
}

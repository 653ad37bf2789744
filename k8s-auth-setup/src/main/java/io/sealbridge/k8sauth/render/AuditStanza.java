package io.sealbridge.k8sauth.render;

import java.util.Map;

/** An audit device, which OpenBao takes from its configuration and not from its API. */
final class AuditStanza {
  private AuditStanza() {}

  /** Writes to the server's output, from where the cluster collects it. */
  static String text() {
    return Hcl.text(
        hcl ->
            hcl.block(
                "audit",
                audit ->
                    audit
                        .set(
                            "description",
                            "every request and answer, with hashes for what is secret")
                        .set("options", Map.of("file_path", "stdout")),
                "file",
                "stdout"));
  }
}

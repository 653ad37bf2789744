package io.sealbridge.integration.vault;

import io.sealbridge.integration.tls.Identity;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code seal "transit"} stanza of a server's configuration. */
public record SealStanza(
    String address,
    String mount,
    String key,
    Optional<String> token,
    Optional<Path> certificateAuthority,
    Optional<Identity> client) {

  public static SealStanza of(String address, String key) {
    return new SealStanza(
        address, "transit/", key, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public SealStanza withToken(String text) {
    return new SealStanza(address, mount, key, Optional.of(text), certificateAuthority, client);
  }

  public SealStanza withAuthority(Path file) {
    return new SealStanza(address, mount, key, token, Optional.of(file), client);
  }

  public SealStanza withClient(Identity identity) {
    return new SealStanza(address, mount, key, token, certificateAuthority, Optional.of(identity));
  }

  public SealStanza withAddress(String other) {
    return new SealStanza(other, mount, key, token, certificateAuthority, client);
  }

  public String hcl() {
    StringBuilder text = new StringBuilder("seal \"transit\" {\n");
    line(text, "address", address);
    line(text, "mount_path", mount);
    line(text, "key_name", key);
    line(text, "disable_renewal", "true");
    token.ifPresent(value -> line(text, "token", value));
    certificateAuthority.ifPresent(file -> line(text, "tls_ca_cert", file.toString()));
    client.ifPresent(
        identity -> {
          line(text, "tls_client_cert", identity.certificate().toString());
          line(text, "tls_client_key", identity.key().toString());
        });
    return text.append("}\n").toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(" = \"").append(value).append("\"\n");
  }
}

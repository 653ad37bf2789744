package io.sealbridge.server.start;

import io.sealbridge.hsm.PinFileMode;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.config.HsmConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.LoginConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TlsMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the files that the configuration names. Blocks; changes nothing. */
public final class StartChecks {

  private static final String OWNER_ONLY = "rw-------";
  private static final String OWNER_FOLDER = "rwx------";
  private static final String GROUP_MAY_READ = "rw-r-----";
  private static final String OTHERS_MAY_READ = "rwxr-xr-x";

  private final BridgeConfiguration configuration;
  private final Instant now;
  private final List<String> findings = new ArrayList<>();

  private StartChecks(BridgeConfiguration configuration, Instant now) {
    this.configuration = configuration;
    this.now = now;
  }

  /**
   * Everything that keeps the service from starting, a sentence each with what to do; empty if
   * nothing does. What an HSM says is not among it: the service waits for HSMs.
   */
  public static List<String> findings(ConfigurationFile file, Instant now) {
    StartChecks checks = new StartChecks(file.configuration(), now);
    checks.mode("the configuration", file.path(), "rwxrwxr-x", "o-w");
    checks.files();
    checks.configuration.listeners().forEach(checks::listener);
    var _ = Receivers.read(checks.configuration.exportTo(), checks.findings);
    var _ = ThawKeyFiles.read(checks.configuration, checks.findings);
    return List.copyOf(checks.findings);
  }

  private void files() {
    for (HsmConfiguration hsm : configuration.hsms()) {
      pin("the PIN file of HSM " + hsm.name(), hsm.pinFile());
    }
    mode("dataDirectory", configuration.dataDirectory(), OWNER_FOLDER, "700");
    Path tokens = configuration.tokens().directory();
    mode("the folder of tokens", tokens, OTHERS_MAY_READ, "go-w");
    mode("the deny list", configuration.revocationsFile(), OTHERS_MAY_READ, "go-w");
    configuration.thawKeys().forEach(key -> mode("a thaw key", key, OTHERS_MAY_READ, "go-w"));
    configuration.logins().forEach(this::login);
  }

  private void pin(String what, Path file) {
    try {
      mode(what, file, Files.exists(file) ? PinFileMode.most(file) : OWNER_ONLY, "600");
    } catch (IOException e) {
      findings.add(what + " " + file + " cannot be looked at: " + e);
    }
  }

  /** Whoever can write keys can log in as anybody. */
  private void login(LoginConfiguration login) {
    Stream.concat(
            login.jwt().map(jwt -> jwt.keys()).stream(),
            login.kubernetes().flatMap(cluster -> cluster.keys()).stream())
        .flatMap(keys -> keys.file().stream())
        .forEach(
            file -> mode("login " + login.mount() + ": the keys", file, OTHERS_MAY_READ, "go-w"));
  }

  private void listener(ListenerConfiguration listener) {
    listener.tls().ifPresent(tls -> tls(listener.name(), tls));
    if (listener.address() instanceof Address.Unix(Path socket)) {
      Path folder = socket.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        findings.add(
            "listener %s: the folder of %s does not exist; make it with mode 0700"
                .formatted(listener.name(), socket));
      } else {
        mode("listener " + listener.name() + ": the folder", folder, OWNER_FOLDER, "700");
      }
    }
  }

  private void tls(String listener, TlsConfiguration tls) {
    mode("listener " + listener + ": the key", tls.key(), GROUP_MAY_READ, "600");
    try {
      var _ = TlsMaterial.read(tls, now);
    } catch (TlsFilesException e) {
      findings.add("listener " + listener + ": " + e.getMessage());
    }
  }

  private void mode(String what, Path path, String most, String chmod) {
    FileModes.tooOpen(what, path, most, chmod).ifPresent(findings::add);
  }
}

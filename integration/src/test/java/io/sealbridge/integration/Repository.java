package io.sealbridge.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Where the parts lie that scripts/provision and the build have made. */
public final class Repository {
  private Repository() {}

  /** Maven runs the tests in the module's folder, an IDE perhaps in the root. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("scripts/versions.env")) ? here : here.resolveSibling("");
  }

  /** The launcher of the packaged bridge. */
  public static Path launcher() {
    return present(
        root().resolve("seal-bridge/server/target/seal-bridge/bin/seal-bridge"),
        "run scripts/build");
  }

  /** The launcher of the packaged k8s-auth-setup. */
  public static Path accessLauncher() {
    return present(
        root().resolve("k8s-auth-setup/target/k8s-auth-setup/bin/k8s-auth-setup"),
        "run scripts/build");
  }

  /** The launcher of the packaged transit-sync. */
  public static Path syncLauncher() {
    return present(
        root().resolve("transit-sync/target/transit-sync/bin/transit-sync"), "run scripts/build");
  }

  public static Path openbao() {
    return present(
        cache().resolve("openbao-" + version("OPENBAO_VERSION") + "/bao"),
        "run scripts/provision openbao");
  }

  public static Path vault() {
    return present(
        cache().resolve("vault-" + version("VAULT_VERSION") + "/vault"),
        "run scripts/provision vault");
  }

  /** Tessera's verifier of logs. */
  public static Path fsck() {
    return present(
        cache().resolve("tessera-" + version("TESSERA_VERSION") + "/fsck"),
        "run scripts/provision fsck");
  }

  /** A witness of logs that others have written. */
  public static Path witness() {
    return present(
        cache().resolve("witness-" + version("WITNESS_VERSION") + "/witness"),
        "run scripts/provision witness");
  }

  /** The Python that has the client hvac. */
  public static Path hvacPython() {
    Path environment = cache().resolve("hvac-" + version("HVAC_VERSION"));
    present(environment.resolve("complete"), "run scripts/provision hvac");
    return environment.resolve("bin/python3");
  }

  /** A part of Kubernetes, such as {@code kube-apiserver}. */
  public static Path kubernetes(String part) {
    return present(
        cache().resolve("kubernetes-" + version("KUBERNETES_VERSION") + "/" + part),
        "run scripts/provision kubernetes");
  }

  /** The folder of definitions of the External Secrets Operator's kinds. */
  public static Path kinds() {
    Path folder = cache().resolve("kinds-" + version("EXTERNAL_SECRETS_VERSION"));
    present(folder.resolve("complete"), "run scripts/provision kinds");
    return folder;
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("SEAL_BRIDGE_CACHE"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache/seal-bridge"));
  }

  /** A line of scripts/versions.env. */
  public static String version(String name) {
    Properties versions = new Properties();
    try (var reader = Files.newBufferedReader(root().resolve("scripts/versions.env"))) {
      versions.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.ofNullable(versions.getProperty(name)).orElseThrow();
  }

  private static Path present(Path path, String remedy) {
    if (!Files.exists(path)) {
      throw new AssertionError(path + " is missing; " + remedy);
    }
    return path;
  }
}

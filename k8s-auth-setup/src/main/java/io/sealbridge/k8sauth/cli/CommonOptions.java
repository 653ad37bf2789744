package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import io.sealbridge.k8sauth.access.VaultSection;
import io.sealbridge.k8sauth.apply.ClusterConnections;
import io.sealbridge.k8sauth.apply.Situation;
import io.sealbridge.k8sauth.kubernetes.Conflicts;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.vault.VaultAddress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every command understands that reads the description of access. */
final class CommonOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The description of access.")
  Path file = Path.of("access.yaml");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  OutputFormat output = OutputFormat.TEXT;

  @Option(names = "--debug", description = "Show where errors come from.")
  boolean debug;

  AccessDescription read() {
    return AccessFile.read(file);
  }

  VaultAddress address(VaultSection vault) {
    return new VaultAddress(vault.address(), vault.caFile(), vault.namespace());
  }

  /** Logs in as the file says; whoever gets it closes it. */
  VaultApi vault(VaultSection vault, Map<String, String> environment) {
    VaultAddress address = address(vault);
    if (vault.login().role().isPresent()) {
      return VaultApi.login(
          address,
          vault.login().mount(),
          vault.login().role().get(),
          vault.login().serviceAccountTokenFile());
    }
    String token =
        vault
            .login()
            .tokenFile()
            .map(CommonOptions::content)
            .orElseGet(() -> environment.getOrDefault("VAULT_TOKEN", ""));
    if (token.isBlank()) {
      throw new UsageException(
          "there is no way to log in to Vault: set VAULT_TOKEN, or say vault.login.tokenFile or"
              + " vault.login.role in the file");
    }
    return VaultApi.open(address, new VaultToken(token));
  }

  /** Reads both sides, and shows how far it is. */
  Situation situation(
      AccessDescription description,
      ClusterConnections connections,
      VaultApi vault,
      Conflicts conflicts,
      CommandSpec spec,
      Surroundings surroundings) {
    try (ProgressLine progress =
        new ProgressLine(spec.commandLine().getErr(), surroundings.terminal(), "reading Vault:")) {
      return Situation.read(description, connections, vault, conflicts, progress);
    }
  }

  /** Plans, and prints what is to be done. */
  Plan show(Situation situation, boolean prune, CommandSpec spec, Surroundings surroundings) {
    Plan plan = situation.plan(prune);
    PlanPrinter.print(
        new Printer(spec.commandLine().getOut(), output),
        plan,
        prune ? List.of() : situation.prunable(),
        situation.outOfReach(),
        surroundings.terminal());
    return plan;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UsageException("the file of Vault's token, " + file + ", cannot be read: " + e);
    }
  }
}

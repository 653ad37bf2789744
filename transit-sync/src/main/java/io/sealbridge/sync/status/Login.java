package io.sealbridge.sync.status;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.sync.file.BridgeSection;
import io.sealbridge.sync.file.ClusterSection;
import io.sealbridge.sync.file.LoginSection;
import io.sealbridge.vault.VaultAddress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Ways to single nodes. */
public final class Login {
  private Login() {}

  /** Logs in at a replica of the bridge; whoever gets it closes it. */
  public static VaultApi at(BridgeSection bridge, URI node) {
    return open(new VaultAddress(node, bridge.caFile(), Optional.empty()), bridge.login());
  }

  /** Logs in at a node of a cluster; whoever gets it closes it. */
  public static VaultApi at(ClusterSection cluster, URI node) {
    return open(address(cluster, node), cluster.login());
  }

  /** Without a login, for what a node tells everybody. */
  public static VaultApi anonymous(ClusterSection cluster, URI node) {
    return VaultApi.anonymous(address(cluster, node));
  }

  private static VaultAddress address(ClusterSection cluster, URI node) {
    return new VaultAddress(node, cluster.caFile(), Optional.empty());
  }

  private static VaultApi open(VaultAddress address, LoginSection login) {
    return login.role().isPresent()
        ? VaultApi.login(
            address, login.mount(), login.role().get(), login.serviceAccountTokenFile())
        : VaultApi.open(address, token(login.tokenFile().orElseThrow()));
  }

  private static VaultToken token(Path file) {
    try {
      return new VaultToken(Files.readString(file).strip());
    } catch (IOException e) {
      throw new CommandException("the file of a token, " + file + ", cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      throw new CommandException("the file of a token, " + file + ": " + e.getMessage());
    }
  }
}

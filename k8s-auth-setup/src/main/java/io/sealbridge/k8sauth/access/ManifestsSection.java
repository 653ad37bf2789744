package io.sealbridge.k8sauth.access;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the command render has to know besides who reads what. */
public record ManifestsSection(
    @Setting(value = "Whose agent, proxy and server: openbao or vault.", byDefault = "openbao")
        Product product,
    @Setting("Vault's address as pods reach it. Default: vault.address.")
        Optional<URI> vaultAddress,
    @Setting("Image of the agent and the proxy. Default: the product's own.")
        Optional<String> agentImage,
    @Setting(
            value =
                "Image of the applications. The default exists nowhere: kustomize's images replaces"
                    + " it, or whoever owns the application.",
            byDefault = "replace.invalid/application:1")
        String applicationImage,
    @Setting(
            value =
                "User id of applications and agents; both are the same, so that what one writes the"
                    + " other alone can read.",
            byDefault = "10001")
        int userId,
    @Setting(
            value = "How often agents and operators look whether a secret has another value.",
            byDefault = "5m")
        Duration refresh) {

  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,511}");
  private static final int LARGEST_ID = 65534;
  private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);
  private static final Duration LONGEST_REFRESH = Duration.ofHours(12);

  public ManifestsSection {
    vaultAddress.ifPresent(address -> VaultSection.requireUrl("vaultAddress", address));
    agentImage.ifPresent(image -> requireImage("agentImage", image));
    requireImage("applicationImage", applicationImage);
    if (userId < 1 || userId > LARGEST_ID) {
      throw new IllegalArgumentException(
          "userId must be from 1 to " + LARGEST_ID + ", was " + userId);
    }
    Durations.within("refresh", refresh, SHORTEST_REFRESH, LONGEST_REFRESH);
  }

  /** The image that has the product's program. */
  public String programImage() {
    return agentImage.orElseGet(product::image);
  }

  private static void requireImage(String property, String image) {
    if (!IMAGE.matcher(image).matches()) {
      throw new IllegalArgumentException(property + " must be the name of an image, was " + image);
    }
  }
}

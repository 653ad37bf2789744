package io.sealbridge.k8sauth.render;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.desired.ClusterFacts;
import io.sealbridge.k8sauth.desired.DesiredState;
import io.sealbridge.k8sauth.desired.HiddenText;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.vault.Place;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What OpenBao does by itself at its very first start, once, so that nobody ever holds a root
 * token: mounts, policies and roles, and the configurations that need no question to a cluster.
 */
final class InitializeStanza {
  private static final URI FROM_INSIDE = URI.create("https://kubernetes.default.svc");

  private InitializeStanza() {}

  static String of(AccessDescription description) {
    return Hcl.text(
        hcl -> {
          hcl.comment("Done once, when OpenBao is started for the first time, and never again.")
              .comment("From then on, k8s-auth-setup apply makes what the file says.");
          if (description.vault().login().role().isEmpty()) {
            hcl.comment("Nobody holds a root token afterwards, and vault.login.role names no role:")
                .comment("see that one of the roles below lets somebody in who may go on.");
          }
          List<ClusterSection> asked =
              description.clusters().stream()
                  .filter(cluster -> description.setup(cluster) != Setup.OWN_TOKEN)
                  .toList();
          asked.forEach(
              cluster ->
                  hcl.comment(
                      "Not here, because it takes a question to the cluster "
                          + cluster.name()
                          + ": the configuration of auth/"
                          + cluster.mount()
                          + ". Apply makes it."));
          List<Wanted> wanted =
              DesiredState.of(description, facts(description)).stream()
                  .filter(object -> asked.stream().noneMatch(it -> configures(object, it)))
                  .toList();
          hcl.block("initialize", block -> requests(wanted, block), "k8s_auth_setup");
        });
  }

  private static boolean configures(Wanted wanted, ClusterSection cluster) {
    return wanted.place() instanceof Place.AuthConfig config
        && config.mount().equals(cluster.mount());
  }

  /** Of clusters that would have to be asked, nothing is known, and nothing written. */
  private static Map<String, ClusterFacts> facts(AccessDescription description) {
    Map<String, ClusterFacts> facts = new HashMap<>();
    for (ClusterSection cluster : description.clusters()) {
      URI host = cluster.apiServer().orElse(FROM_INSIDE);
      facts.put(cluster.name(), new ClusterFacts(host, "", "", List.of(), Optional.empty()));
    }
    return facts;
  }

  private static void requests(List<Wanted> wanted, Hcl block) {
    for (int i = 0; i < wanted.size(); i++) {
      Wanted object = wanted.get(i);
      block.comment(object.place().title());
      block.block("request", request -> request(object, request), "request_%03d".formatted(i + 1));
    }
  }

  private static void request(Wanted wanted, Hcl request) {
    Map<String, Object> data = new TreeMap<>(wanted.fields());
    // A reviewer's token is nothing for a configuration file; own-token has none.
    data.values().removeIf(HiddenText.class::isInstance);
    request.set("operation", "update").set("path", wanted.place().path()).set("data", data);
  }
}

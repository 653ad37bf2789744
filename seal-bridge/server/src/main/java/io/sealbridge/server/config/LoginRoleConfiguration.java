package io.sealbridge.server.config;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a login becomes, and what its JWT must say. Everything that is given must hold at once; all
 * comparisons are of whole texts.
 */
public record LoginRoleConfiguration(
    @Setting("What the login's request names: letters, digits, \"_\", \".\" and \"-\", at most 64.")
        String name,
    @Setting("The identity that the login becomes; an entry of access.") String identity,
    @Setting("kubernetes only, required there: names of ServiceAccounts, or \"*\" alone.")
        List<String> serviceAccounts,
    @Setting("kubernetes only, required there: their namespaces, or \"*\" alone.")
        List<String> namespaces,
    @Setting(
            "kubernetes only, required there: the audience that the token must have; not one of the"
                + " API server.")
        Optional<String> audience,
    @Setting("jwt only, required there: audiences of which the token must have one.")
        List<String> audiences,
    @Setting(
            "jwt only, required there: claims and the text that each must have. Of a claim that is a"
                + " list one item must be the text. iss, aud, exp, nbf, iat and jti say not who"
                + " somebody is and don't count as the one that is required.")
        Map<String, String> claims,
    @Setting(value = "Lifetime of the token that the bridge issues; 1m to 24h.", byDefault = "1h")
        Duration ttl) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final String ANY = "*";
  private static final Set<String> SAYS_NOT_WHO = Set.of("iss", "aud", "exp", "nbf", "iat", "jti");
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  public LoginRoleConfiguration {
    serviceAccounts = List.copyOf(serviceAccounts);
    namespaces = List.copyOf(namespaces);
    audiences = List.copyOf(audiences);
    claims = Map.copyOf(claims);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be 1 to 64 letters, digits, \"_\", \".\" and \"-\", was " + name);
    }
    Durations.within("ttl", ttl, SHORTEST, LONGEST);
    requireNames("serviceAccounts", serviceAccounts);
    requireNames("namespaces", namespaces);
    if (audience.filter(String::isBlank).isPresent()
        || audiences.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("an audience must not be blank");
    }
  }

  /** Whether a ServiceAccount of this name and namespace may have the role. */
  public boolean admits(String namespace, String serviceAccount) {
    return (serviceAccounts.contains(ANY) || serviceAccounts.contains(serviceAccount))
        && (namespaces.contains(ANY) || namespaces.contains(namespace));
  }

  void requireKubernetes(String path, KubernetesLoginConfiguration cluster) {
    requireGiven(path + "serviceAccounts", !serviceAccounts.isEmpty());
    requireGiven(path + "namespaces", !namespaces.isEmpty());
    requireGiven(path + "audience", audience.isPresent());
    if (!audiences.isEmpty() || !claims.isEmpty()) {
      throw new IllegalArgumentException(
          path + "audiences and claims are for jwt; a role of kubernetes has one audience");
    }
    String own = audience.orElseThrow();
    if (cluster.apiServerAudiences().contains(own)
        || cluster.issuer().filter(own::equals).isPresent()) {
      throw new IllegalArgumentException(
          path
              + "audience must not be one of the API server ("
              + own
              + "): a pod that shows such a token gives the cluster away; use an audience of the"
              + " bridge's own, such as seal-bridge");
    }
  }

  void requireJwt(String path) {
    requireGiven(path + "audiences", !audiences.isEmpty());
    if (!serviceAccounts.isEmpty() || !namespaces.isEmpty() || audience.isPresent()) {
      throw new IllegalArgumentException(
          path
              + "serviceAccounts, namespaces and audience are for kubernetes; use audiences and"
              + " claims");
    }
    if (claims.keySet().stream().allMatch(SAYS_NOT_WHO::contains)) {
      throw new IllegalArgumentException(
          path
              + "claims must name at least one claim that says who somebody is, such as sub or oid:"
              + " issuer and audience alone let everybody in");
    }
  }

  private static void requireNames(String property, List<String> names) {
    if (names.contains(ANY) && names.size() > 1) {
      throw new IllegalArgumentException(property + " must be \"*\" alone or names, was both");
    }
    for (String name : names) {
      if (!name.equals(ANY) && name.contains(ANY)) {
        throw new IllegalArgumentException(
            property + " must be whole names: \"*\" stands alone, was " + name);
      }
    }
  }

  private static void requireGiven(String property, boolean given) {
    if (!given) {
      throw new IllegalArgumentException(property + " must be given");
    }
  }
}

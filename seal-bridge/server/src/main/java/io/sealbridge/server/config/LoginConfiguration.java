package io.sealbridge.server.config;

import io.sealbridge.configuration.Durations;
import io.sealbridge.configuration.Setting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One way to log in by a JWT: {@code auth/<mount>/login}. The mount alone says who may have issued
 * the JWT and with which keys; nothing in the JWT does.
 */
public record LoginConfiguration(
    @Setting(
            "Path behind /v1/auth/: logins go to auth/<mount>/login. One for each cluster or"
                + " issuer; may have several segments.")
        String mount,
    @Setting("ServiceAccount tokens of one Kubernetes cluster. Either this or jwt.")
        Optional<KubernetesLoginConfiguration> kubernetes,
    @Setting("JWTs of an OpenID Connect provider or SPIFFE. Either this or kubernetes.")
        Optional<JwtLoginConfiguration> jwt,
    @Setting(
            value =
                "JWTs that live longer, from iat (or nbf) to exp, are refused; 1m to 7d. Managed"
                    + " identities of Azure need 1d.",
            byDefault = "1h")
        Duration maxTokenLifetime,
    @Setting(
            value = "How far the issuer's clock may be off, for exp, nbf and iat; 0s to 5m.",
            byDefault = "60s")
        Duration leeway,
    @Setting("What logins ask for by name, and whom they become.")
        List<LoginRoleConfiguration> roles) {

  private static final Pattern MOUNT =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");
  private static final int LONGEST_MOUNT = 128;

  public LoginConfiguration {
    roles = List.copyOf(roles);
    mount = mount.endsWith("/") ? mount.substring(0, mount.length() - 1) : mount;
    if (mount.length() > LONGEST_MOUNT || !MOUNT.matcher(mount).matches()) {
      throw new IllegalArgumentException(
          "mount must be segments of letters, digits, \"_\", \".\" and \"-\" with \"/\" between, at"
              + " most 128 characters, was "
              + mount);
    }
    if (mount.equals("token") || mount.startsWith("token/")) {
      throw new IllegalArgumentException(
          "mount must not be token, which is where tokens look themselves up");
    }
    Durations.within(
        "maxTokenLifetime", maxTokenLifetime, Duration.ofMinutes(1), Duration.ofDays(7));
    Durations.within("leeway", leeway, Duration.ZERO, Duration.ofMinutes(5));
    if (kubernetes.isPresent() == jwt.isPresent()) {
      throw new IllegalArgumentException("either kubernetes or jwt must be given, not both");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("roles must name at least one role");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < roles.size(); i++) {
      LoginRoleConfiguration role = roles.get(i);
      String path = "roles[" + i + "].";
      if (!names.add(role.name())) {
        throw new IllegalArgumentException(
            path + "name must be used once, \"" + role.name() + "\" is there already");
      }
      kubernetes.ifPresent(cluster -> role.requireKubernetes(path, cluster));
      jwt.ifPresent(_ -> role.requireJwt(path));
    }
  }
}

package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import io.sealbridge.keyring.Grant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One identity and its grants. Shown by a token, a client certificate or a Unix socket. */
public record AccessConfiguration(
    @Setting("Name of the identity: letters, digits, \"_\", \".\" and \"-\", at most 64.")
        String identity,
    @Setting("Client certificates that stand for this identity.")
        Optional<CertificateMatch> certificate,
    @Setting(
            "Name of the Vault cluster that the identity belongs to. Identities that use one seal key"
                + " must name the same; \"access check\" fails otherwise.")
        Optional<String> cluster,
    @Setting("How often the identity may ask. Default: as limits says.")
        Optional<RateConfiguration> limits,
    @Setting("What the identity may do.") List<GrantConfiguration> grants) {

  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  public AccessConfiguration {
    grants = List.copyOf(grants);
    if (!IDENTITY.matcher(identity).matches()) {
      throw new IllegalArgumentException(
          "identity must be 1 to 64 letters, digits, \"_\", \".\" and \"-\", was " + identity);
    }
    if (cluster.isPresent() && !IDENTITY.matcher(cluster.get()).matches()) {
      throw new IllegalArgumentException(
          "cluster must be 1 to 64 letters, digits, \"_\", \".\" and \"-\", was " + cluster.get());
    }
  }

  public List<Grant> domainGrants() {
    return grants.stream().map(GrantConfiguration::grant).toList();
  }
}

package io.sealbridge.server.doctor;

import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.Permission;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.KeyConfiguration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the grants come to on each seal key: that one Vault cluster uses it, that wildcards reach it
 * on purpose only, and that nothing is granted which no grant gives.
 */
final class GrantExamination {
  private static final String CHECK = "access";
  private static final Set<Operation> USES =
      EnumSet.of(Operation.ENCRYPT, Operation.DECRYPT, Operation.REWRAP, Operation.DATAKEY);

  private final BridgeConfiguration configuration;
  private final List<Diagnosis> diagnoses = new ArrayList<>();

  private GrantExamination(BridgeConfiguration configuration) {
    this.configuration = configuration;
  }

  static List<Diagnosis> of(BridgeConfiguration configuration) {
    GrantExamination examination = new GrantExamination(configuration);
    configuration.keys().stream()
        .filter(key -> key.purpose().orElse(KeyPurpose.SEAL) == KeyPurpose.SEAL)
        .forEach(examination::sealKey);
    examination.summary();
    return examination.diagnoses;
  }

  private void sealKey(KeyConfiguration key) {
    oneCluster(key);
    for (int i = 0; i < configuration.access().size(); i++) {
      List<Grant> grants = configuration.access().get(i).domainGrants();
      for (int g = 0; g < grants.size(); g++) {
        grant("access[%d].grants[%d]".formatted(i, g), grants.get(g), key.name());
      }
    }
  }

  /** Who can open with one cluster's seal key what another cluster sealed reads its secrets. */
  private void oneCluster(KeyConfiguration key) {
    List<AccessConfiguration> users =
        configuration.access().stream().filter(access -> unseals(access, key.name())).toList();
    long clusters =
        users.stream()
                .map(AccessConfiguration::cluster)
                .flatMap(Optional::stream)
                .distinct()
                .count()
            + users.stream().filter(user -> user.cluster().isEmpty()).count();
    if (clusters > 1) {
      diagnoses.add(
          Diagnosis.fail(
              CHECK,
              "seal key %s is granted to more than one Vault cluster: %s"
                  .formatted(
                      key.name(),
                      users.stream()
                          .map(GrantExamination::withCluster)
                          .collect(Collectors.joining(", "))),
              "give each cluster a seal key of its own; where they are one cluster, name it at each"
                  + " identity (cluster: NAME)"
                  + (key.purpose().isPresent()
                      ? ""
                      : "; if it is no seal key, say so in keys (purpose: application)")));
    }
  }

  private static String withCluster(AccessConfiguration user) {
    return user.identity()
        + user.cluster().map(name -> " (cluster " + name + ")").orElse(" (of no named cluster)");
  }

  private static boolean unseals(AccessConfiguration access, KeyName key) {
    return EnumSet.of(Operation.ENCRYPT, Operation.DECRYPT).stream()
        .map(
            operation ->
                Permission.of(
                    access.domainGrants(), Optional.empty(), operation, key, KeyPurpose.SEAL))
        .anyMatch(Permission.Allowed.class::isInstance);
  }

  private void grant(String path, Grant grant, KeyName key) {
    String wildUses =
        operations(grant, key, Grant.Reach.PREFIX, operation -> USES.contains(operation));
    if (!wildUses.isEmpty()) {
      diagnoses.add(
          Diagnosis.warn(
              CHECK,
              "%s gives %s with seal key %s by a wildcard".formatted(path, wildUses, key),
              "name the keys that are meant"));
    }
    String unnamed =
        operations(
            grant,
            key,
            Grant.Reach.PREFIX,
            operation -> !operation.isWildOnSealKeys() && !operation.isOffSealKeys());
    if (!unnamed.isEmpty()) {
      diagnoses.add(
          Diagnosis.warn(
              CHECK,
              "%s does not give %s with seal key %s, which it reaches by a wildcard"
                  .formatted(path, unnamed, key),
              "name the key in a grant if that is meant"));
    }
    String off = operations(grant, key, Grant.Reach.NAME, Operation::isOffSealKeys);
    if (!off.isEmpty()) {
      diagnoses.add(
          Diagnosis.warn(
              CHECK,
              "%s names seal key %s for %s, which no grant gives there".formatted(path, key, off),
              "remove it; that happens at the command line: seal-bridge keys"));
    }
  }

  private static String operations(
      Grant grant, KeyName key, Grant.Reach reach, Predicate<Operation> which) {
    return EnumSet.allOf(Operation.class).stream()
        .filter(operation -> operation != Operation.RANDOM)
        .filter(which)
        .filter(operation -> grant.reach(key, operation) == reach)
        .map(Operation::label)
        .collect(Collectors.joining(", "));
  }

  private void summary() {
    if (diagnoses.stream().noneMatch(found -> found.status() == Diagnosis.Status.FAIL)) {
      diagnoses.add(
          Diagnosis.ok(
              CHECK,
              "%d identities; no seal key is granted to more than one Vault cluster"
                  .formatted(configuration.access().size())));
    }
  }
}

package io.sealbridge.server.revocation;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A deny list as it is asked.
 *
 * @param identities that are refused, by name
 * @param tokens that are refused, by accessor
 * @param epoch the highest seen
 * @param sha256 of the file, empty if none was read yet
 */
public record ListInForce(Set<String> identities, Set<String> tokens, long epoch, String sha256) {

  public ListInForce {
    identities = Set.copyOf(identities);
    tokens = Set.copyOf(tokens);
  }

  static ListInForce of(DenyList list, long leastEpoch, String sha256) {
    return new ListInForce(
        list.identities().stream().map(DeniedIdentity::name).collect(Collectors.toSet()),
        Set.copyOf(list.tokens()),
        Math.max(list.epoch(), leastEpoch),
        sha256);
  }

  public boolean isNobody() {
    return identities.isEmpty() && tokens.isEmpty() && epoch == 0;
  }
}

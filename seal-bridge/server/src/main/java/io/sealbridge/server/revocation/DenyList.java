package io.sealbridge.server.revocation;

import io.sealbridge.configuration.Setting;
import io.sealbridge.server.token.IssuedToken;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whom the file shuts out. Immutable. */
public record DenyList(
    @Setting(
            value = "Tokens that the bridge issued in an earlier epoch are refused. Never falls.",
            byDefault = "0")
        long epoch,
    @Setting("Identities that are refused.") List<DeniedIdentity> identities,
    @Setting("Accessors of tokens that are refused.") List<String> tokens) {

  /** Nobody. */
  public static final DenyList NOBODY = new DenyList(0, List.of(), List.of());

  public DenyList {
    identities = List.copyOf(identities);
    tokens = List.copyOf(tokens);
    Set<String> seen = new HashSet<>();
    for (DeniedIdentity identity : identities) {
      if (!seen.add(identity.name())) {
        throw new IllegalArgumentException(
            "identities must name each once, \"" + identity.name() + "\" is there twice");
      }
    }
    for (String accessor : tokens) {
      if (!IssuedToken.isAccessor(accessor)) {
        // It may be a token itself, so it is not repeated.
        throw new IllegalArgumentException(
            "tokens must be accessors of 16 lower-case hexadecimal digits, as \"token list\" and the"
                + " key-use log show them");
      }
    }
  }

  public boolean denies(String identity) {
    return identities.stream().anyMatch(denied -> denied.name().equals(identity));
  }

  public DenyList with(DeniedIdentity identity) {
    return new DenyList(
        epoch, Stream.concat(without(identity.name()), Stream.of(identity)).toList(), tokens);
  }

  public DenyList withToken(String accessor) {
    return new DenyList(
        epoch, identities, Stream.concat(tokens.stream(), Stream.of(accessor)).distinct().toList());
  }

  public DenyList withEpoch(long other) {
    return new DenyList(other, identities, tokens);
  }

  /** The list without this identity. */
  public DenyList restore(String identity) {
    return new DenyList(epoch, without(identity).toList(), tokens);
  }

  private Stream<DeniedIdentity> without(String identity) {
    return identities.stream().filter(denied -> !denied.name().equals(identity));
  }
}

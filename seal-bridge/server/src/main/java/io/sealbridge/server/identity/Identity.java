package io.sealbridge.server.identity;

import io.sealbridge.keyring.Grant;
import io.sealbridge.server.token.BearerToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who makes a request, and how that was shown.
 *
 * @param proof {@code token:<accessor>}, {@code certificate:<sha-256 of SPKI>} or {@code uid:<n>}
 * @param token if the proof is one
 * @param until when the proof ends, if it does
 */
public record Identity(
    String name,
    String proof,
    List<Grant> grants,
    Optional<BearerToken> token,
    Optional<Instant> until) {

  public Identity {
    grants = List.copyOf(grants);
  }
}

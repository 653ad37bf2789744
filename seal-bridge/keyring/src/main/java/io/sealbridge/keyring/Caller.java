package io.sealbridge.keyring;

import java.util.List;
import java.util.Optional;

/**
 * Who makes a request, from where, and what that one identity may do. Grants are never united
 * across identities.
 *
 * @param requestId the id that joins answer, log and key-use entries
 * @param identity the configured name
 * @param proof how it was shown: {@code token:<accessor>}, {@code certificate:<sha-256 of SPKI>},
 *     {@code uid:<n>}
 * @param peer the remote address of the connection
 * @param boundKey the one key of a key-bound listener; every other key is refused
 */
public record Caller(
    String requestId,
    String identity,
    String proof,
    String peer,
    List<Grant> grants,
    Optional<KeyName> boundKey) {
  public Caller {
    grants = List.copyOf(grants);
  }

  /** What decides whether the caller may do this with a key of this purpose. */
  public Permission permission(Operation operation, KeyName key, KeyPurpose purpose) {
    return Permission.of(grants, boundKey, operation, key, purpose);
  }
}

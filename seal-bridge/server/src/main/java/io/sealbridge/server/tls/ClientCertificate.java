package io.sealbridge.server.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;

/** What a client's certificate came to, by the trust bundles of the listener. */
public sealed interface ClientCertificate {

  /**
   * A path ends in an authority.
   *
   * @param names those of its names that a bundle in which a path ends may assert
   * @param others its other names, which count for nothing
   * @param until when the path, or what is known of its revocation, ends
   */
  record Proven(
      X509Certificate certificate, Set<SubjectName> names, Set<SubjectName> others, Instant until)
      implements ClientCertificate {
    public Proven {
      names = Set.copyOf(names);
      others = Set.copyOf(others);
    }
  }

  /** No path ends in an authority. */
  record Untrusted() implements ClientCertificate {}

  /** The certificate, or one of its path, is on a list of revoked ones. */
  record Revoked() implements ClientCertificate {}

  /** The list that would say whether it is revoked is too old. */
  record Unknown() implements ClientCertificate {}
}

package io.sealbridge.server.identity;

import io.sealbridge.server.identity.Identification.Reason;
import java.time.Instant;

/** What a connection showed when it was made. */
public sealed interface Credential {

  /** Nothing; a request needs a token. */
  record None() implements Credential {}

  /** A certificate that stands for one identity within its validity. */
  record Certificate(Identity identity, Instant notBefore, Instant notAfter)
      implements Credential {}

  /** A Unix socket with an allowed peer. */
  record Socket(Identity identity) implements Credential {}

  /** A certificate or a peer that stands for nobody. */
  record Unusable(Reason reason) implements Credential {}
}

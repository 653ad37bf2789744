package io.sealbridge.server.token;

import java.time.Instant;
import java.util.Optional;

/** A token that a client shows and that counts. Holds nothing by which it could be made. */
public sealed interface BearerToken permits IssuedToken, LoginToken {

  /** Whom it stands for. */
  String identity();

  /** Names the token in logs and on the deny list; no secret. */
  String accessor();

  Instant created();

  /** The instant from which it is refused; empty for never. */
  Optional<Instant> expires();

  default boolean isExpired(Instant now) {
    return expires().filter(end -> !now.isBefore(end)).isPresent();
  }
}

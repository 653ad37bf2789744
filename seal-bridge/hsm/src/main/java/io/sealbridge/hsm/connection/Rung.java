package io.sealbridge.hsm.connection;

/** How much of a connection is made anew; each attempt goes one rung up. */
enum Rung {
  /** A new session; a login only if the old one is gone. */
  SESSION,
  /** Log out, then in again. */
  LOGIN,
  /** Finalise and initialise the library first, as far as the profile allows. */
  LIBRARY;

  static Rung of(int attempt) {
    return switch (attempt) {
      case 1 -> SESSION;
      case 2 -> LOGIN;
      default -> LIBRARY;
    };
  }
}

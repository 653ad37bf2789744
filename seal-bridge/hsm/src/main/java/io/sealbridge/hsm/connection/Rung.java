package io.sealbridge.hsm.connection;

/** How much of a connection is made anew; the first attempts go one rung up each. */
enum Rung {
  /** A new session; a login only if the old one is gone. */
  SESSION,
  /** Log out, then in again. */
  LOGIN,
  /** Finalise and initialise the library first, as far as the profile allows. */
  LIBRARY;

  private static final int FIRST_LIBRARY = 3;
  private static final int LIBRARY_EVERY = 5;

  /** Not every later attempt: other tokens of the same library lose their sessions with it. */
  static Rung of(int attempt) {
    if (attempt == 1) {
      return SESSION;
    }
    return attempt % LIBRARY_EVERY == FIRST_LIBRARY ? LIBRARY : LOGIN;
  }
}

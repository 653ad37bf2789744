package io.sealbridge.k8sauth.verify;

import java.util.Locale;

/** How a check came out. */
public enum Result {
  OK,

  /** Good, but something is to be thought about. */
  WARNING,

  /** Not as it should be. */
  FINDING,

  /** It was not looked at, for a reason that the message gives, and nothing is wrong with that. */
  NOT_TRIED,

  /** It could not be looked at. */
  FAILED;

  /** As in the JSON document. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

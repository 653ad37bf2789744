package io.sealbridge.server.anchor;

import java.util.List;

/** What anchors tell the operator. Safe for use by many threads. */
@FunctionalInterface
public interface AnchorAlarms {

  /** Checkpoints do not get there. */
  String UNREACHABLE = "ANCHOR_UNREACHABLE";

  /** A place knows another log of our name, or more of it than there is. */
  String CONFLICT = "ANCHOR_CONFLICT";

  /** Every code. */
  List<String> CODES = List.of(UNREACHABLE, CONFLICT);

  void raise(String code, String text);
}

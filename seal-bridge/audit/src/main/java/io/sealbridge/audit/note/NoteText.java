package io.sealbridge.audit.note;

import java.util.Base64;

/** Strict reading of what stands in notes: one spelling for each value. */
final class NoteText {
  private NoteText() {}

  static byte[] base64(String text, String what) throws MalformedNoteException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw new MalformedNoteException(what + " is not base64");
  }

  static long decimal(String text, String what) throws MalformedNoteException {
    if (text.matches("0|[1-9][0-9]{0,18}")) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException _) {
        // Told below.
      }
    }
    throw new MalformedNoteException(what + " is not a number from 0 to 2^63-1");
  }
}

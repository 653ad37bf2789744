package io.sealbridge.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and who signed it (C2SP signed-note). That it could be read says nothing: ask a {@link
 * VerifierKey}.
 *
 * @param text ends with a newline
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final int MOST_SIGNATURES = 64;
  private static final int MOST_BYTES = 1 << 20;

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the text of a note ends with a newline");
    }
  }

  /** Reads a whole note. */
  public static SignedNote parse(byte[] bytes) throws MalformedNoteException {
    if (bytes.length > MOST_BYTES) {
      throw new MalformedNoteException("a note of more than " + MOST_BYTES + " bytes");
    }
    String note;
    try {
      note = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedNoteException("the note is not UTF-8");
    }
    return parse(note);
  }

  /** Reads a whole note. */
  public static SignedNote parse(String note) throws MalformedNoteException {
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new MalformedNoteException("the note has control characters");
    }
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new MalformedNoteException("the note has no signatures after an empty line");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    String lines = note.substring(end + 2);
    if (lines.isEmpty()) {
      throw new MalformedNoteException("the note has no signatures");
    }
    for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
      if (signatures.size() == MOST_SIGNATURES) {
        throw new MalformedNoteException("the note has more than 64 signatures");
      }
      signatures.add(NoteSignature.parse(line));
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /** The whole note. */
  public String note() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }

  /** The same text with more signatures. */
  public SignedNote with(List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.addAll(more);
    return new SignedNote(text, all);
  }

  @Override
  public String toString() {
    return note();
  }
}

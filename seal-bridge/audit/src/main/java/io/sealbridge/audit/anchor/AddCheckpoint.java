package io.sealbridge.audit.anchor;

import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a request to a witness (C2SP tlog-witness, "add-checkpoint").
 *
 * @param oldSize of the checkpoint that the witness is thought to know; 0 for none
 * @param proof that the log of the old size begins the new one
 */
public record AddCheckpoint(long oldSize, List<TreeHash> proof, SignedNote note) {
  /** More bytes no request may have. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final int MOST_HASHES = 63;
  private static final String OLD = "old ";

  public AddCheckpoint {
    proof = List.copyOf(proof);
    if (oldSize < 0) {
      throw new IllegalArgumentException("oldSize must not be negative, was " + oldSize);
    }
    if (proof.size() > MOST_HASHES) {
      throw new IllegalArgumentException("proof must have at most 63 hashes, was " + proof.size());
    }
  }

  /** As it is sent. */
  public byte[] body() {
    StringBuilder body = new StringBuilder(OLD).append(oldSize).append('\n');
    proof.forEach(hash -> body.append(hash.base64()).append('\n'));
    return body.append('\n').append(note.note()).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #body} wrote, or another log did. */
  public static AddCheckpoint parse(byte[] body) throws MalformedNoteException {
    if (body.length > MOST_BYTES) {
      throw new MalformedNoteException("a request has at most " + MOST_BYTES + " bytes");
    }
    String text = text(body);
    int end = text.indexOf("\n\n");
    if (end < 0 || !text.startsWith(OLD)) {
      throw new MalformedNoteException(
          "a request is \"old SIZE\", lines of a proof, an empty line and a checkpoint");
    }
    String[] lines = text.substring(0, end).split("\n", -1);
    List<TreeHash> proof = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      proof.add(hash(lines[i]));
    }
    if (proof.size() > MOST_HASHES) {
      throw new MalformedNoteException("a proof has at most 63 lines");
    }
    return new AddCheckpoint(
        size(lines[0].substring(OLD.length())), proof, SignedNote.parse(text.substring(end + 2)));
  }

  private static String text(byte[] body) throws MalformedNoteException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedNoteException("the request is not UTF-8");
    }
  }

  private static TreeHash hash(String line) throws MalformedNoteException {
    try {
      return TreeHash.parse(line);
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("a line of the proof is " + e.getMessage());
    }
  }

  /** A size as witnesses and logs write it, without leading zeros. */
  static long size(String digits) throws MalformedNoteException {
    if (digits.matches("0|[1-9][0-9]{0,18}")) {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException _) {
        // Told below.
      }
    }
    throw new MalformedNoteException("a size is not a number from 0 to 2^63-1");
  }
}

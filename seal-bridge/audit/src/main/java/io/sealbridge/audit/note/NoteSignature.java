package io.sealbridge.audit.note;

import io.sealbridge.keyring.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a note (C2SP signed-note, "Signatures").
 *
 * @param name of the key
 * @param keyId that goes with the name
 */
public record NoteSignature(String name, int keyId, Octets bytes) {
  static final String MARK = "\u2014 ";
  private static final int ID_BYTES = 4;

  public NoteSignature {
    KeyNames.require(name);
    if (bytes.length() == 0) {
      throw new IllegalArgumentException("a signature must not be empty");
    }
  }

  /** The line without its newline. */
  public String line() {
    ByteBuffer coded =
        ByteBuffer.allocate(ID_BYTES + bytes.length()).putInt(keyId).put(bytes.lend());
    return MARK + name + " " + Base64.getEncoder().encodeToString(coded.array());
  }

  /** Reads a line without its newline. */
  public static NoteSignature parse(String line) throws MalformedNoteException {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !line.startsWith(MARK) || !KeyNames.isValid(parts[1])) {
      throw new MalformedNoteException("a signature line is not \"\u2014 NAME BASE64\"");
    }
    byte[] coded = NoteText.base64(parts[2], "the signature of " + parts[1]);
    if (coded.length <= ID_BYTES) {
      throw new MalformedNoteException("the signature of " + parts[1] + " is too short");
    }
    return new NoteSignature(
        parts[1],
        ByteBuffer.wrap(coded).getInt(),
        Octets.copyOf(Arrays.copyOfRange(coded, ID_BYTES, coded.length)));
  }

  @Override
  public String toString() {
    return line();
  }
}

package io.sealbridge.server.anchor;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** A checkpoint as a syslog message (RFC 5424) in a frame (RFC 5425, section 4.3). */
record SyslogMessage(Instant at, String host, Checkpoint checkpoint, SignedNote note) {

  /** Facility 13, log audit; severity 5, notice. */
  private static final int PRIORITY = 13 * 8 + 5;

  private static final String PROGRAM = "seal-bridge";
  private static final String KIND = "checkpoint";

  /** The number that is set aside for examples (RFC 5612): the product has none of its own. */
  private static final String ELEMENT = "checkpoint@32473";

  private static final int LONGEST_HOST = 255;

  /** With the message's length before it. */
  byte[] frame() {
    byte[] message = text().getBytes(StandardCharsets.UTF_8);
    byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[length.length + message.length];
    System.arraycopy(length, 0, frame, 0, length.length);
    System.arraycopy(message, 0, frame, length.length, message.length);
    return frame;
  }

  String text() {
    return "<%d>1 %s %s %s - %s [%s origin=\"%s\" size=\"%d\" root=\"%s\"] %s"
        .formatted(
            PRIORITY,
            at.truncatedTo(ChronoUnit.MILLIS),
            hostName(),
            PROGRAM,
            KIND,
            ELEMENT,
            escaped(checkpoint.origin()),
            checkpoint.size(),
            checkpoint.root().base64(),
            Base64.getEncoder().encodeToString(note.note().getBytes(StandardCharsets.UTF_8)));
  }

  private String hostName() {
    boolean fits =
        !host.isEmpty()
            && host.length() <= LONGEST_HOST
            && host.chars().allMatch(c -> c > ' ' && c < 0x7F);
    return fits ? host : "-";
  }

  private static String escaped(String value) {
    return value.replaceAll("([\"\\\\\\]])", "\\\\$1");
  }
}

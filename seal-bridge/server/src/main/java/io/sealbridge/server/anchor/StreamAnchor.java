package io.sealbridge.server.anchor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.LogComparison;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.SignedNote;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Optional;

/** Writes each checkpoint as one line of JSON to a stream, for whoever collects it. */
final class StreamAnchor implements Anchor {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final String name;
  private final PrintStream stream;
  private final Clock clock;

  StreamAnchor(String name, PrintStream stream, Clock clock) {
    this.name = name;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AnchorAnswer send(SignedNote note) throws AnchorException {
    try {
      stream.print(line(note) + "\n");
    } catch (IOException e) {
      throw new AnchorException("a checkpoint cannot be written as JSON: " + e.getMessage(), e);
    }
    if (stream.checkError()) {
      throw new AnchorException("the standard output takes nothing; is it closed or full?");
    }
    return new AnchorAnswer.Taken(Optional.empty());
  }

  private String line(SignedNote note) throws IOException {
    Checkpoint checkpoint = LogComparison.checkpoint(note);
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeStringField("kind", "checkpoint");
      json.writeStringField("at", clock.instant().toString());
      json.writeStringField("origin", checkpoint.origin());
      json.writeNumberField("size", checkpoint.size());
      json.writeStringField("root", checkpoint.root().base64());
      json.writeStringField("note", note.note());
      json.writeEndObject();
    }
    return line.toString();
  }

  /** It only takes, and is always there. */
  @Override
  public Optional<Checkpoint> accepted() {
    return Optional.empty();
  }

  /** It only takes. */
  @Override
  public Optional<AnchorAnswer.Conflict> conflict() {
    return Optional.empty();
  }
}

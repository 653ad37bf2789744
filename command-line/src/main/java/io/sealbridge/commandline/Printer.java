package io.sealbridge.commandline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Prints a command's result: as text for a person or as one JSON object for a program. */
public final class Printer {
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;
  private final OutputFormat format;

  public Printer(PrintWriter out, OutputFormat format) {
    this.out = out;
    this.format = format;
  }

  /** Writes the fields of an object that is open. */
  @FunctionalInterface
  public interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** Prints {@code text} or the object with these fields. */
  public void print(String text, Fields fields) {
    out.print(
        switch (format) {
          case TEXT -> text.endsWith("\n") ? text : text + "\n";
          case JSON -> object(fields) + "\n";
        });
    out.flush();
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot fail to be written", e);
    }
    return text.toString();
  }
}

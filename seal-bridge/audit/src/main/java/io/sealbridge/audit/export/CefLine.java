package io.sealbridge.audit.export;

import io.sealbridge.audit.entry.LoggedEntry;
import java.util.Optional;

/** One entry in ArcSight's Common Event Format, version 0 of its header. */
public final class CefLine {
  private static final String HEADER = "CEF:0|Seal Bridge|seal-bridge|";
  private static final int FAILED = 7;
  private static final int USUAL = 3;

  private final StringBuilder line = new StringBuilder();

  private CefLine() {}

  /**
   * The line without a newline.
   *
   * @param version of this program
   */
  public static String of(LoggedEntry logged, String version) {
    return new CefLine().line(logged, version);
  }

  private String line(LoggedEntry logged, String version) {
    Told told = Told.of(logged.entry());
    boolean failed = told.outcome().isPresent() && !told.outcome().get();
    line.append(HEADER).append(header(version)).append('|');
    line.append(header(told.kind())).append('|');
    line.append(header(told.operation().map(name -> told.kind() + " " + name).orElse(told.kind())));
    line.append('|').append(failed ? FAILED : USUAL).append('|');
    line.append("rt=").append(logged.entry().at().toEpochMilli());
    add("dvchost", Optional.of(logged.origin()));
    add("externalId", Optional.of(Long.toString(logged.index())));
    add("act", told.operation());
    add("suser", told.identity());
    add("cs1Label", Optional.of("key"));
    add("cs1", told.key());
    add("cs2Label", Optional.of("proof"));
    add("cs2", told.proof());
    add("cs3Label", Optional.of("request"));
    add("cs3", told.requestId());
    add("cs4Label", Optional.of("peer"));
    add("cs4", told.peer());
    add("outcome", told.outcome().map(well -> well ? "success" : "failure"));
    add("msg", Optional.of(told.text()));
    return line.toString();
  }

  private void add(String name, Optional<String> value) {
    value.ifPresent(text -> line.append(' ').append(name).append('=').append(extension(text)));
  }

  private static String header(String text) {
    return PlainText.of(text).replace("\\", "\\\\").replace("|", "\\|");
  }

  private static String extension(String text) {
    return PlainText.of(text).replace("\\", "\\\\").replace("=", "\\=");
  }
}

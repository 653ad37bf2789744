package io.sealbridge.audit.report;

import io.sealbridge.audit.export.PlainText;

/** Text from a log, made fit for HTML: it is shown and never obeyed. */
final class HtmlText {
  private HtmlText() {}

  /** For text between tags and inside quoted attributes. */
  static String of(String text) {
    return PlainText.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

package io.sealbridge.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LoggingTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();

  @Test
  void writesAnEventWithItsKeysAsOneLineOfText() {
    // given
    Logger log = logger(LogLevel.INFO, LogFormat.TEXT);

    // when
    log.atInfo().addKeyValue("hsm", "primary").addKeyValue("seen", "a \"b\"\nc").log("it is gone");

    // then
    assertThat(text())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z INFO io\\.sealbridge\\.Test it is gone hsm=primary"
                + " seen=\"a \\\\\"b\\\\\"\\\\nc\"\n");
  }

  @Test
  void writesAnEventAsOneJsonObject() {
    // given
    Logger log = logger(LogLevel.INFO, LogFormat.JSON);

    // when
    log.atWarn().addKeyValue("count", 3).addKeyValue("seen", "a\n\u009b").log("it is gone");

    // then
    assertThat(text())
        .matches(
            "\\{\"at\":\"[^\"]+\",\"level\":\"WARN\",\"logger\":\"io\\.sealbridge\\.Test\","
                + "\"message\":\"it is gone\",\"count\":3,\"seen\":\"a\\\\n\\\\u009B\"}\n");
  }

  @Test
  void namesTheCausesAndWhereAnErrorComesFromInTheSameLine() {
    // given
    Logger log = logger(LogLevel.INFO, LogFormat.TEXT);

    // when
    log.atError().setCause(new IllegalStateException("outer", new IOException("inner"))).log("no");

    // then
    assertThat(text())
        .contains("cause=\"IllegalStateException: outer <- IOException: inner\"")
        .contains("at=\"io.sealbridge.server.logging.LoggingTest.")
        .hasLineCount(1);
  }

  @Test
  void leavesOutWhatIsBelowTheLevel() {
    // given
    Logger log = logger(LogLevel.WARN, LogFormat.TEXT);

    // when
    log.info("quiet");

    // then
    assertThat(text()).isEmpty();
  }

  @Test
  void keepsTheNetworkLibrariesQuietAtAnyLevel() {
    // given
    logger(LogLevel.DEBUG, LogFormat.TEXT);

    // when
    context.getLogger("io.netty.handler.logging.LoggingHandler").debug("RECEIVED: 16 bytes");
    context.getLogger("io.vertx.core.net").info("a body");

    // then
    assertThat(text()).isEmpty();
  }

  private Logger logger(LogLevel level, LogFormat format) {
    Logging.configure(context, level, format, written);
    return context.getLogger("io.sealbridge.Test");
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}

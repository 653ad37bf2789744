package io.sealbridge.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogStreamTest {
  @Test
  void leavesTheStreamOpenForTheSentenceOfAFailedCommand() {
    // given
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    ClosableStream stream = new ClosableStream();
    Logging.configure(context, LogLevel.WARN, LogFormat.TEXT, stream);

    // when
    Logging.configure(context, LogLevel.INFO, LogFormat.TEXT, stream);
    context.getLogger("test").info("after the second set-up");
    context.stop();

    // then
    assertThat(stream.closed).isFalse();
    assertThat(stream.toString(StandardCharsets.UTF_8)).contains("after the second set-up");
  }

  private static final class ClosableStream extends ByteArrayOutputStream {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }
}

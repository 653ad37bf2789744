package io.sealbridge.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * An exception in one line.
 *
 * @param chain class and message of the exception and of its causes
 * @param frames where the innermost one was thrown
 */
record Causes(String chain, String frames) {
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 16;

  static Optional<Causes> of(ILoggingEvent event) {
    @Nullable IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return Optional.empty();
    }
    String chain =
        Stream.<IThrowableProxy>iterate(thrown, t -> t != null, IThrowableProxy::getCause)
            .limit(MOST_CAUSES)
            .map(Causes::sentence)
            .collect(Collectors.joining(" <- "));
    IThrowableProxy root = thrown;
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    String frames =
        Stream.of(root.getStackTraceElementProxyArray())
            .limit(MOST_FRAMES)
            .map(StackTraceElementProxy::getStackTraceElement)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    return Optional.of(new Causes(chain, frames));
  }

  /** For an error, which may be our own defect, and when somebody is looking for one. */
  static boolean wantsFrames(ILoggingEvent event) {
    return event.getLevel().isGreaterOrEqual(Level.ERROR)
        || (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getLogger(event.getLoggerName()).isDebugEnabled());
  }

  private static String sentence(IThrowableProxy thrown) {
    String name = thrown.getClassName().substring(thrown.getClassName().lastIndexOf('.') + 1);
    return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
  }
}

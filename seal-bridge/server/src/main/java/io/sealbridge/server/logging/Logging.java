package io.sealbridge.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets the process log up. */
public final class Logging {
  /** They log what is on the wire below this level, and nothing we need. */
  private static final List<String> QUIET = List.of("io.netty", "io.vertx", "io.micrometer");

  private Logging() {}

  /** Replaces the whole set-up. */
  public static void configure(LogLevel level, LogFormat format, OutputStream stream) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      configure(context, level, format, stream);
    }
  }

  static void configure(
      LoggerContext context, LogLevel level, LogFormat format, OutputStream stream) {
    context.reset();
    LineAppender appender =
        new LineAppender(
            switch (format) {
              case TEXT -> TextLine::of;
              case JSON -> JsonLine::of;
            },
            stream);
    appender.setContext(context);
    appender.setName("stderr");
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level(level));
    root.addAppender(appender);
    for (String name : QUIET) {
      context.getLogger(name).setLevel(quieter(level(level)));
    }
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case OFF -> Level.OFF;
      case ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
    };
  }

  private static Level quieter(Level level) {
    return level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
  }
}

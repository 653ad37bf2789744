package io.sealbridge.server.http;

/** Is told of every answer. Called on event loops; must not block. */
@FunctionalInterface
public interface RequestMeter {
  /** {@code operation} is one of {@link Route#operation} or {@code none}. */
  void answered(String operation, int status, long nanos);
}

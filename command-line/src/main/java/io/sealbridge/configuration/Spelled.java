package io.sealbridge.configuration;

/** A constant that the file writes otherwise than by its name in lower case. */
public interface Spelled {

  /** As the file writes it. */
  String word();
}

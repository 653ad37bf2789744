package io.sealbridge.server.cli;

/**
 * What a rule says of one request.
 *
 * @param rule its name; stable
 * @param text why, for a person
 */
record Decision(boolean allowed, String rule, String text) {

  static Decision allow(String rule, String text) {
    return new Decision(true, rule, text);
  }

  static Decision deny(String rule, String text) {
    return new Decision(false, rule, text);
  }
}

package io.sealbridge.keyring.envelope;

import java.util.Optional;

/** Which interface an envelope was made for; one interface opens no envelope of another. */
public enum EnvelopeContext {
  TRANSIT(1),
  KMS_V2(2),
  PLUGIN(3);

  private final int code;

  EnvelopeContext(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<EnvelopeContext> of(int code) {
    for (EnvelopeContext context : values()) {
      if (context.code == code) {
        return Optional.of(context);
      }
    }
    return Optional.empty();
  }
}

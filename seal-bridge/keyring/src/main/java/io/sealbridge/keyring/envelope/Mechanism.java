package io.sealbridge.keyring.envelope;

import io.sealbridge.keyring.Wrapping;
import java.util.Optional;

/** How a recipient's data key is wrapped, as the envelope writes it. */
public enum Mechanism {
  AES_GCM(1) {
    @Override
    boolean ivMayBe(int length) {
      return length == 12 || length == 16;
    }

    @Override
    boolean wrappedMayBe(int length) {
      return length == EnvelopeFormat.DATA_KEY_LENGTH + EnvelopeFormat.TAG_LENGTH;
    }
  },
  RSA_OAEP(2) {
    @Override
    boolean ivMayBe(int length) {
      return length == 0;
    }

    @Override
    boolean wrappedMayBe(int length) {
      return length == 256 || length == 384 || length == 512;
    }
  };

  private final int code;

  Mechanism(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  abstract boolean ivMayBe(int length);

  abstract boolean wrappedMayBe(int length);

  public static Mechanism of(Wrapping wrapping) {
    return switch (wrapping) {
      case Wrapping.AesGcm _ -> AES_GCM;
      case Wrapping.RsaOaep _ -> RSA_OAEP;
    };
  }

  static Optional<Mechanism> of(int code) {
    for (Mechanism mechanism : values()) {
      if (mechanism.code == code) {
        return Optional.of(mechanism);
      }
    }
    return Optional.empty();
  }
}

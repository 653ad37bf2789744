package io.sealbridge.hsm.cryptoki;

/** A CK_VERSION: of the standard, a library, a slot's or a token's firmware. */
public record Version(int major, int minor) {
  @Override
  public String toString() {
    return "%d.%02d".formatted(major, minor);
  }
}

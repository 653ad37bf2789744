package io.sealbridge.k8sauth.desired;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A text that is sent to Vault and shown to nobody. */
public final class HiddenText {
  private final String text;

  public HiddenText(String text) {
    this.text = text;
  }

  /** For the request, and for nothing else. */
  public String reveal() {
    return text;
  }

  /** Tells two of them apart; they are long and random, so the digest does not give them away. */
  public String sha256() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}

package io.sealbridge.k8sauth.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names that Kubernetes takes, of names that Vault takes. One that fits stays as it is; another
 * loses what does not fit and gets a digest of itself, so that two never become one.
 */
final class ObjectName {
  /** Of labels, which is less than of objects. */
  static final int LONGEST = 63;

  private static final Pattern FITS = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  private static final int DIGEST = 8;

  private ObjectName() {}

  static String of(String name) {
    return of(name, LONGEST);
  }

  static String of(String name, int longest) {
    if (name.length() <= longest && FITS.matcher(name).matches()) {
      return name;
    }
    String kept = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
    String start = kept.substring(0, Math.min(kept.length(), longest - DIGEST - 1));
    return (start.isEmpty() ? "x" : start) + "-" + digest(name);
  }

  static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

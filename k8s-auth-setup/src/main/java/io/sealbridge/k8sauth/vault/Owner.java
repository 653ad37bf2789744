package io.sealbridge.k8sauth.vault;

import java.util.regex.Pattern;

/** Whose objects they are: the name under which one access file keeps what it made. */
public record Owner(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  public Owner {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "owner has to be 1 to 63 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit, but is \""
              + name
              + '"');
    }
  }
}

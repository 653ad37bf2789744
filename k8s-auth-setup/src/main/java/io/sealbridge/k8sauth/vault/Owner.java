package io.sealbridge.k8sauth.vault;

import java.util.regex.Pattern;

/**
 * Whose objects they are: the name under which one access file keeps what it made. It is a path in
 * Vault's inventory and the value of a label in Kubernetes, so it is what both take.
 */
public record Owner(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

  public Owner {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "owner has to be 1 to 63 of a-z, 0-9, dot, dash and underscore, with a letter or digit at both ends, but is \""
              + name
              + '"');
    }
  }
}

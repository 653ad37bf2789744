package io.sealbridge.k8sauth.kubernetes;

/** A token that speaks for whoever shows it. Silent in {@code toString}. */
public record BearerToken(String value) {
  public BearerToken {
    if (value.isBlank() || value.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "a bearer token has at least one character and no white space");
    }
  }

  @Override
  public String toString() {
    return "BearerToken[not shown]";
  }
}

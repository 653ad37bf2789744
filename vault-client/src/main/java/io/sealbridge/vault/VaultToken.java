package io.sealbridge.vault;

/** A token of Vault's. Its text is shown to the server only. */
public final class VaultToken {
  private final String text;

  /**
   * @throws IllegalArgumentException if the text is empty or has a character that no header may
   *     have, such as a line's end; the message does not show the text
   */
  public VaultToken(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the Vault token is empty or has a blank, a line end or a character that is not ASCII;"
              + " look for a file with more than the token in it");
    }
    this.text = text;
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "VaultToken";
  }
}

package io.sealbridge.k8sauth.plan;

/** What becomes of something by a change. */
public enum Effect {
  CREATE("create"),
  UPDATE("update"),
  DELETE("delete");

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  /** For programs. */
  public String word() {
    return word;
  }
}

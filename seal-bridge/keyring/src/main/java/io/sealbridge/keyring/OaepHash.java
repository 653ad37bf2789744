package io.sealbridge.keyring;

/** The hash of RSA-OAEP, used for the label and for MGF1 alike. The label is always empty. */
public enum OaepHash {
  SHA1("SHA-1"),
  SHA256("SHA-256"),
  SHA512("SHA-512");

  private final String jcaName;

  OaepHash(String jcaName) {
    this.jcaName = jcaName;
  }

  public String jcaName() {
    return jcaName;
  }
}

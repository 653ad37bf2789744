package io.sealbridge.k8sauth.verify;

/** A ServiceAccount. */
record Account(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}

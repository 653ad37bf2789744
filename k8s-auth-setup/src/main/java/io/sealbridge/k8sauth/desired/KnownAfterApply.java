package io.sealbridge.k8sauth.desired;

/** Stands for the value of a field that a cluster gives once its objects are made. */
public record KnownAfterApply() {
  @Override
  public String toString() {
    return "(known after apply)";
  }
}

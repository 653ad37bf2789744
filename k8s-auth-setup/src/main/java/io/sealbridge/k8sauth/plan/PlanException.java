package io.sealbridge.k8sauth.plan;

/** What is in Vault cannot become what is wanted by this tool's means; the message says why. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(message);
  }
}

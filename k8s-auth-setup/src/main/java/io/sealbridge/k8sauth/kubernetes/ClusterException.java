package io.sealbridge.k8sauth.kubernetes;

/** Something was not done with a cluster; the message is the fault's. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ClusterFault fault;

  public ClusterException(ClusterFault fault) {
    super(fault.message());
    this.fault = fault;
  }

  public ClusterFault fault() {
    return fault;
  }
}

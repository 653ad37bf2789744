package io.sealbridge.k8sauth.network.evaluator;

import java.util.Optional;

/**
 * Whatever has an address.
 *
 * @param pod none if it is a host
 */
public record Endpoint(String address, Optional<Pod> pod) {

  public static Endpoint host(String address) {
    return new Endpoint(address, Optional.empty());
  }

  public static Endpoint pod(String address, Pod pod) {
    return new Endpoint(address, Optional.of(pod));
  }
}

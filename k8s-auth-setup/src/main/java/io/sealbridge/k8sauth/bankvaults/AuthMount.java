package io.sealbridge.k8sauth.bankvaults;

import java.util.Optional;

/**
 * An auth method that the description of access has.
 *
 * @param cluster the name of its cluster
 * @param mount where it is, without {@code auth/}
 * @param jwt whether it is of type {@code jwt}; otherwise {@code kubernetes}
 * @param alone whether there is no other cluster, so that a role need not name this one
 */
public record AuthMount(
    String cluster, String mount, boolean jwt, Optional<String> apiServer, boolean alone) {
  String type() {
    return jwt ? "jwt" : "kubernetes";
  }
}

package io.sealbridge.keyring.service;

/**
 * What the configuration says of this replica's use of keys.
 *
 * @param node this replica
 * @param writer the one replica that changes keys
 * @param sealDegraded whether to seal when an HSM of the version that is needed to wrap cannot be
 *     used, as long as another can
 */
public record KeyringOptions(String node, String writer, boolean sealDegraded) {
  public boolean isWriter() {
    return node.equals(writer);
  }
}

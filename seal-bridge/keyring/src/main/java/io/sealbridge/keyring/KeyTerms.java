package io.sealbridge.keyring;

/**
 * What a key's owner has laid down beyond its versions.
 *
 * @param deletionAllowed the key may be deleted; never for seal and internal keys
 * @param minAvailableVersion versions below have been trimmed and destroyed; 0 if none were
 * @param syncable versions are made to be wrapped for wrapping keys that the configuration names
 * @param importedMayRotate the bridge may make versions of an imported key itself
 */
public record KeyTerms(
    boolean deletionAllowed, int minAvailableVersion, boolean syncable, boolean importedMayRotate) {
  /** What every key begins with. */
  public static final KeyTerms NONE = new KeyTerms(false, 0, false, false);

  public KeyTerms {
    if (minAvailableVersion < 0) {
      throw new IllegalArgumentException(
          "minAvailableVersion must be at least 0, was " + minAvailableVersion);
    }
  }
}

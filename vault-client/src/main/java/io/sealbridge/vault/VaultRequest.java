package io.sealbridge.vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;

/**
 * One request.
 *
 * @param path below {@code /v1/}, not encoded
 * @param body of a write; it may hold a secret and is in no text
 */
record VaultRequest(VaultOperation operation, String path, Map<String, ?> body) {
  VaultRequest {
    if (path.isEmpty()
        || Arrays.stream(path.split("/", -1))
            .anyMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."))
        || path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a path in Vault has no slash at its ends, no empty part, no part . or .. and no control character: \""
              + path.replaceAll("\\p{Cntrl}", "?")
              + '"');
    }
  }

  static VaultRequest read(String path) {
    return new VaultRequest(VaultOperation.READ, path, Map.of());
  }

  URI uri(URI base) {
    try {
      return new URI(base.getScheme(), base.getAuthority(), "/v1/" + path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the path " + path + " makes no URI", e);
    }
  }

  @Override
  public String toString() {
    return operation.method() + " " + path;
  }
}

package io.sealbridge.k8sauth.verify;

/**
 * One thing that was looked at.
 *
 * @param id what kind of check: stable, for programs
 * @param message for a person; never a secret or a token
 */
public record Check(String id, Result result, String message) {

  static Check ok(String id, String message) {
    return new Check(id, Result.OK, message);
  }

  static Check warning(String id, String message) {
    return new Check(id, Result.WARNING, message);
  }

  static Check finding(String id, String message) {
    return new Check(id, Result.FINDING, message);
  }

  static Check notTried(String id, String message) {
    return new Check(id, Result.NOT_TRIED, message);
  }

  static Check failed(String id, String message) {
    return new Check(id, Result.FAILED, message);
  }
}

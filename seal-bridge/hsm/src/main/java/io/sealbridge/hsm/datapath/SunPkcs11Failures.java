package io.sealbridge.hsm.datapath;

import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the return code behind an exception of the JDK's provider. The exception's type says
 * nothing: an HSM that is gone comes out as a bad tag (CKR_GENERAL_ERROR becomes
 * AEADBadTagException), a bad tag as a provider's failure.
 */
final class SunPkcs11Failures {
  private static final Pattern RETURN_CODE = Pattern.compile("CKR_([A-Z0-9_]+)");
  private static final int DEEPEST = 10;

  private SunPkcs11Failures() {}

  static CryptokiException translate(String service, Exception failure) {
    CryptokiException translated =
        new CryptokiException(
            "SunPKCS11 " + service, returnCode(failure).orElse(ReturnValue.GENERAL_ERROR));
    translated.initCause(failure);
    return translated;
  }

  /** Of the innermost cause that names one. */
  static Optional<ReturnValue> returnCode(Throwable failure) {
    Optional<ReturnValue> found = Optional.empty();
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      Optional<ReturnValue> here = named(String.valueOf(cause.getMessage()));
      found = here.isPresent() ? here : found;
      cause = cause.getCause();
    }
    return found;
  }

  private static Optional<ReturnValue> named(String message) {
    Matcher matcher = RETURN_CODE.matcher(message);
    return matcher.find()
        ? Optional.of(
            Arrays.stream(ReturnValue.values())
                .filter(value -> value.name().equals(matcher.group(1)))
                .findFirst()
                .orElse(ReturnValue.UNKNOWN))
        : Optional.empty();
  }
}

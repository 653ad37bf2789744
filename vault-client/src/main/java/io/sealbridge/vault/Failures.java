package io.sealbridge.vault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Which fault an answer, or the lack of one, is. */
final class Failures {
  private static final String NO_SUCH_TOKEN = "invalid token";
  private static final String NO_ACTIVE_NODE = "active cluster node not found";

  private Failures() {}

  /** What came of asking a server, for a sentence that has named it. */
  static String words(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "TLS with it failed (" + text(cause) + ")";
      }
    }
    return "it was not reached (" + seen(failure) + ")";
  }

  static VaultFault of(URI address, IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new VaultFault.TlsFailed(address, text(cause));
      }
      if (cause instanceof UnresolvedAddressException) {
        return new VaultFault.Unreachable(address, "the host's name is not known here");
      }
    }
    return new VaultFault.Unreachable(address, seen(failure));
  }

  /** Whether the connection broke after it had come about, so that a read may be tried again. */
  static boolean isBrokenConnection(IOException failure) {
    return !(failure instanceof ConnectException
        || failure instanceof HttpTimeoutException
        || failure instanceof SSLException);
  }

  private static String seen(IOException failure) {
    return switch (failure) {
      case HttpConnectTimeoutException _ -> "no connection within the time for it";
      case HttpTimeoutException _ -> "no answer within the time for it";
      case ConnectException _ -> "the connection was refused";
      default -> "the connection broke (" + text(failure) + ")";
    };
  }

  private static String text(Throwable cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  /**
   * The fault of an answer that is no success, not 404 with Vault's body, and not about the state
   * of the server as a whole; empty if it is none.
   */
  static Optional<VaultFault> of(URI address, VaultRequest request, VaultAnswer answer) {
    if (!answer.isVaults()) {
      String seen = answer.contentType().isEmpty() ? "no body" : answer.contentType();
      return Optional.of(
          new VaultFault.NotVault(address, request.toString(), answer.status(), seen));
    }
    if (answer.isSuccess()) {
      return Optional.empty();
    }
    return Optional.of(refusal(address, request, answer));
  }

  private static VaultFault refusal(URI address, VaultRequest request, VaultAnswer answer) {
    return switch (answer.status()) {
      case 403 ->
          answer.errors().stream().anyMatch(text -> text.contains(NO_SUCH_TOKEN))
              ? new VaultFault.TokenRefused(address, request.operation().method(), request.path())
              : new VaultFault.Forbidden(
                  request.operation().method(), request.path(), policyLine(request));
      case 429 -> new VaultFault.RateLimited(address, request.toString(), answer.retryAfter());
      default -> {
        if (answer.errors().stream().anyMatch(text -> text.contains(NO_ACTIVE_NODE))) {
          yield new VaultFault.Standby(address, "it knows of no active node");
        }
        if (answer.errors().stream().anyMatch(text -> text.startsWith("check-and-set parameter"))) {
          yield new VaultFault.ChangedMeanwhile(request.path());
        }
        yield new VaultFault.Refused(
            request.operation().method(), request.path(), answer.status(), answer.errors());
      }
    };
  }

  static String policyLine(VaultRequest request) {
    List<String> capabilities = new ArrayList<>(request.operation().capabilities());
    // Auth methods are made, tuned and removed by those only who may do it with sudo.
    if (request.path().startsWith("sys/auth/")) {
      capabilities.add("sudo");
    }
    return new PolicyRule(request.path(), capabilities).text();
  }
}

package io.sealbridge.k8sauth.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API, with what is needed to say how it failed.
 *
 * @param what for a person: {@code create the token of vault/reviewer}
 * @param secret whether the request has a secret in it, so that the server's words about its values
 *     are not repeated
 */
record Attempt(String what, String address, boolean secret) {

  /**
   * @throws ClusterException for every failure of the API
   */
  <T> T run(Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      // Without the cause: the library puts headers and bodies of requests into some of its texts.
      throw new ClusterException(fault(e));
    }
  }

  private ClusterFault fault(KubernetesClientException failure) {
    if (failure.getCode() <= 0) {
      return withoutAnswer(failure);
    }
    String seen = words(failure);
    return switch (failure.getCode()) {
      case 401 -> new ClusterFault.Unauthorised(address);
      case 403 -> new ClusterFault.Forbidden(what, seen, ForbiddenText.missing(seen));
      case 404 -> new ClusterFault.NotFound(what);
      case 409 -> new ClusterFault.Conflict(what, conflicts(failure.getStatus(), seen));
      case 400, 405, 406, 413, 415, 422 -> new ClusterFault.Invalid(what, seen);
      default -> new ClusterFault.Unavailable(address, failure.getCode(), seen);
    };
  }

  private ClusterFault withoutAnswer(KubernetesClientException failure) {
    Throwable last = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new ClusterFault.TlsFailed(address, said(cause));
      }
      last = cause;
    }
    return new ClusterFault.Unreachable(address, said(last));
  }

  /** An exception without text still has a name that says something: ConnectException. */
  private static String said(Throwable cause) {
    if (cause instanceof ClosedChannelException) {
      // What the JDK's client says of a port where nobody listens.
      return "the connection was refused";
    }
    String text = cause.getMessage();
    return text == null || text.isBlank() ? cause.getClass().getSimpleName() : text;
  }

  private String words(KubernetesClientException failure) {
    Status status = failure.getStatus();
    if (status == null || status.getMessage() == null) {
      return "status " + failure.getCode();
    }
    // RBAC's answer is about names only; all others may quote a value.
    if (secret && failure.getCode() != 403) {
      return "status %d, fields: %s"
          .formatted(
              failure.getCode(), causes(status).stream().map(StatusCause::getField).toList());
    }
    return status.getMessage();
  }

  private static List<String> conflicts(@Nullable Status status, String seen) {
    List<String> fields =
        causes(status).stream()
            .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
            .map(cause -> cause.getField() + " (" + cause.getMessage() + ")")
            .toList();
    return fields.isEmpty() ? List.of(seen) : fields;
  }

  private static List<StatusCause> causes(@Nullable Status status) {
    return Optional.ofNullable(status)
        .map(Status::getDetails)
        .map(details -> details.getCauses())
        .orElse(List.of());
  }
}

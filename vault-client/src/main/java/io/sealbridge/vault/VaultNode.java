package io.sealbridge.vault;

import java.io.IOException;
import java.net.URI;

/**
 * Requests to whichever node is active, with repeated attempts where that is safe: where the server
 * says that it did nothing (429, 412), and for reads also where the connection broke or a proxy in
 * front of the server has nobody behind it (503).
 *
 * <p>A standby that redirects is asked who is active, and requests go there from then on, once and
 * to the same scheme only. The token goes along: the node that was asked first has seen it already,
 * TLS proves the second one by the same CAs, and the address is what the cluster's own
 * configuration says, never what a single answer's header says.
 */
final class VaultNode implements AutoCloseable {
  private final VaultConnection connection;
  private final RetryPolicy retries;
  private final URI configured;
  private volatile URI active;

  VaultNode(VaultConnection connection, URI configured, RetryPolicy retries) {
    this.connection = connection;
    this.retries = retries;
    this.configured = configured;
    this.active = configured;
  }

  URI address() {
    return active;
  }

  /** Vault's answer: a success, or 404. */
  VaultAnswer send(VaultRequest request) {
    return checked(request, attempted(request));
  }

  /** Vault's answer, also if it is a refusal of what was asked. */
  VaultAnswer ask(VaultRequest request) {
    VaultAnswer answer = attempted(request);
    return answer.isVaults() && !isAboutTheServer(answer) ? answer : checked(request, answer);
  }

  /** What {@code reader} makes of the answer of the node at the address, asked once. */
  <T> T stream(VaultRequest request, StreamReader<T> reader) {
    URI address = active;
    try {
      return switch (connection.stream(address, request, reader)) {
        case Streamed.Read<T> read -> read.value();
        case Streamed.Refused<T> refused when isRedirect(refused.answer()) ->
            throw new VaultException(
                new VaultFault.Standby(address, "it redirects " + request + " to another node"));
        case Streamed.Refused<T> refused ->
            throw new VaultException(
                Failures.of(address, request, refused.answer())
                    .orElseGet(
                        () ->
                            new VaultFault.NotVault(
                                address, request.toString(), refused.answer().status(), "empty")));
      };
    } catch (IOException e) {
      throw new VaultException(Failures.of(address, e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new VaultException(new VaultFault.Unreachable(address, "the wait was interrupted"));
    }
  }

  private static boolean isAboutTheServer(VaultAnswer answer) {
    return answer.status() == 429 || answer.status() == 503;
  }

  private VaultAnswer attempted(VaultRequest request) {
    try {
      return attempts(request);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new VaultException(new VaultFault.Unreachable(active, "the wait was interrupted"));
    }
  }

  private VaultAnswer attempts(VaultRequest request) throws InterruptedException {
    RateWait rate = new RateWait(retries);
    int attempt = 1;
    while (true) {
      URI address = active;
      try {
        VaultAnswer answer = connection.send(address, request);
        if (isRedirect(answer)) {
          answer = redirected(address, request);
        }
        boolean again =
            answer.status() == 429
                ? rate.awaitNext(answer.retryAfter())
                : isPassing(request, answer) && retries.awaitNext(attempt++);
        if (!again) {
          return answer;
        }
      } catch (IOException e) {
        boolean again = request.operation().isRead() && Failures.isBrokenConnection(e);
        if (!again || !retries.awaitNext(attempt++)) {
          active = configured;
          throw new VaultException(Failures.of(address, e));
        }
      }
    }
  }

  private boolean isPassing(VaultRequest request, VaultAnswer answer) throws InterruptedException {
    return switch (answer.status()) {
      case 412 -> true;
      case 503 -> {
        checkSeal();
        yield request.operation().isRead();
      }
      default -> false;
    };
  }

  private VaultAnswer checked(VaultRequest request, VaultAnswer answer) {
    boolean notThere = answer.status() == 404 && answer.isVaults();
    if (!notThere) {
      Failures.of(active, request, answer)
          .ifPresent(
              fault -> {
                throw new VaultException(fault);
              });
    }
    return answer;
  }

  /** Fails if the server is sealed or was never initialised; a server that does not say passes. */
  private void checkSeal() throws InterruptedException {
    try {
      VaultAnswer seal = connection.send(active, VaultRequest.read("sys/seal-status"));
      if (seal.isSuccess() && !seal.body().path("initialized").asBoolean(true)) {
        throw new VaultException(new VaultFault.Uninitialised(active));
      }
      if (seal.isSuccess() && seal.body().path("sealed").asBoolean(false)) {
        throw new VaultException(new VaultFault.Sealed(active));
      }
    } catch (IOException _) {
      // The answer that made us ask says enough.
    }
  }

  private VaultAnswer redirected(URI standby, VaultRequest request)
      throws IOException, InterruptedException {
    URI leader = leader(standby);
    VaultAnswer answer = asked(standby, leader, request);
    if (isRedirect(answer)) {
      throw new VaultException(
          new VaultFault.Standby(
              standby, "it names " + leader + " as active, which redirects as well"));
    }
    active = leader;
    return answer;
  }

  private VaultAnswer asked(URI standby, URI leader, VaultRequest request)
      throws IOException, InterruptedException {
    try {
      return connection.send(leader, request);
    } catch (IOException e) {
      if (Failures.isBrokenConnection(e)) {
        throw e;
      }
      throw new VaultException(
          new VaultFault.Standby(
              standby, "it names %s as active, but %s".formatted(leader, Failures.words(e))));
    }
  }

  private URI leader(URI standby) throws IOException, InterruptedException {
    VaultAnswer answer = connection.send(standby, VaultRequest.read("sys/leader"));
    if (!answer.isVaults()) {
      throw new VaultException(
          new VaultFault.NotVault(
              standby, "sys/leader", answer.status(), "and it redirected another request"));
    }
    String text = answer.body().path("leader_address").asText("");
    if (text.isEmpty()) {
      throw new VaultException(
          new VaultFault.Standby(standby, "it redirects, but knows of no active node"));
    }
    try {
      URI leader = VaultAddress.of(URI.create(text)).address();
      if (leader.getScheme().equals(standby.getScheme())) {
        return leader;
      }
    } catch (IllegalArgumentException _) {
      // Told below as what it is.
    }
    throw new VaultException(
        new VaultFault.Standby(
            standby,
            "it names an active node that is no " + standby.getScheme() + " address: " + text));
  }

  private static boolean isRedirect(VaultAnswer answer) {
    return answer.status() >= 301 && answer.status() <= 308;
  }

  @Override
  public void close() {
    connection.close();
  }
}

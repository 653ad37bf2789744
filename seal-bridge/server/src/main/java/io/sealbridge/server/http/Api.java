package io.sealbridge.server.http;

import io.sealbridge.keyring.Caller;
import io.sealbridge.server.identity.Identity;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Answers requests that have been read, limited and, but for logins, authenticated. Never blocks.
 */
public interface Api {

  /**
   * One request.
   *
   * @param token as the client sent it, empty if it sent none; a secret
   * @param body lent until {@link #answer} returns, then it is wiped
   */
  record Request(
      Route.Authenticated route, Caller caller, Identity identity, String token, Body body) {
    @Override
    public String toString() {
      return "Request[" + route + ", " + caller.requestId() + "]";
    }
  }

  /** The bytes of a body. */
  final class Body {
    private final byte[] bytes;

    /** Lends {@code bytes} itself. */
    public Body(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The array itself; it is wiped when the request has been taken. */
    public byte[] lent() {
      return bytes;
    }

    void wipe() {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * One login.
   *
   * @param body lent until {@link #login} returns, then it is wiped
   */
  record Login(String mount, String requestId, String peer, Body body) {
    @Override
    public String toString() {
      return "Login[" + mount + ", " + requestId + "]";
    }
  }

  Answer open(Route.Open route);

  /** The stage never fails; it may complete on any thread. */
  CompletionStage<Answer> login(Login login);

  /** The stage never fails and completes on {@code home}, from which this is called. */
  CompletionStage<Answer> answer(Request request, Executor home);
}

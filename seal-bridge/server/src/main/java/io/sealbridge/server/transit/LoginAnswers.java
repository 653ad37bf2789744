package io.sealbridge.server.transit;

import io.sealbridge.keyring.Grant;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.login.LoginRequest;
import io.sealbridge.server.login.LoginResult;
import io.sealbridge.server.login.LoginService;
import io.sealbridge.server.token.LoginToken;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Logins in Vault's form. */
public final class LoginAnswers {

  private final LoginService logins;
  private final Function<String, List<Grant>> grants;
  private final Clock clock;

  /** {@code grants} gives those of an identity. */
  public LoginAnswers(LoginService logins, Function<String, List<Grant>> grants, Clock clock) {
    this.logins = logins;
    this.grants = grants;
    this.clock = clock;
  }

  CompletionStage<Answer> login(Api.Login login) {
    return logins
        .login(
            new LoginRequest(login.mount(), login.requestId(), login.peer()), login.body().lent())
        .thenApply(result -> answer(login.requestId(), result));
  }

  private Answer answer(String requestId, LoginResult result) {
    return switch (result) {
      case LoginResult.Granted granted -> granted(requestId, granted);
      case LoginResult.Refused(var reason, String text) -> Answer.error(reason.status(), text);
      case LoginResult.Unavailable(String text, int retryAfter) ->
          Answer.error(503, text, retryAfter);
    };
  }

  private Answer granted(String requestId, LoginResult.Granted granted) {
    LoginToken token = granted.issued().token();
    Map<String, String> metadata = new TreeMap<>(granted.metadata());
    metadata.put("identity", token.identity());
    return Answer.okSecret(
        VaultJson.auth(
            requestId,
            json ->
                new AuthBlock(
                        granted.issued().text(),
                        token.accessor(),
                        grants.apply(token.identity()),
                        metadata,
                        Math.max(1, Duration.between(clock.instant(), token.until()).toSeconds()),
                        true)
                    .write(json)));
  }
}

package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.identity.Identity;
import io.sealbridge.server.identity.RenewalGate;
import io.sealbridge.server.identity.RevokedHere;
import io.sealbridge.server.token.BearerToken;
import io.sealbridge.server.token.IssuedToken;
import io.sealbridge.server.token.LoginToken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller is told of its own token. A renewal extends nothing: it is answered with the time
 * that is left, and never with an empty body, which would end a Vault's start.
 *
 * <p>Tokens of files say that they are not renewable: they live until their file is gone or their
 * time is over. Tokens of logins say that they are, because Vault's proxies log in again and again
 * on one that is not; their watchers see the lease shrink, end by themselves, and log in anew.
 */
public final class TokenAnswers {

  private final RenewalGate renewals;
  private final RevokedHere revoked;
  private final Clock clock;

  public TokenAnswers(RenewalGate renewals, RevokedHere revoked, Clock clock) {
    this.renewals = renewals;
    this.revoked = revoked;
    this.clock = clock;
  }

  Answer lookup(Api.Request request) {
    Identity identity = request.identity();
    Optional<BearerToken> token = identity.token();
    return Answer.okSecret(
        VaultJson.data(
            request.caller().requestId(),
            json -> {
              json.writeStringField("id", request.token());
              json.writeStringField("accessor", token.map(BearerToken::accessor).orElse(""));
              json.writeStringField("display_name", identity.name());
              AuthBlock.policies(json, "policies", identity.grants());
              json.writeStringField("path", token.map(TokenAnswers::path).orElse(""));
              json.writeNumberField("ttl", secondsLeft(identity));
              Instant created = token.map(BearerToken::created).orElse(Instant.EPOCH);
              json.writeNumberField("creation_time", created.getEpochSecond());
              json.writeNumberField(
                  "creation_ttl",
                  token
                      .flatMap(BearerToken::expires)
                      .map(expires -> Duration.between(created, expires).toSeconds())
                      .orElse(0L));
              expireTime(json, identity);
              json.writeNumberField("explicit_max_ttl", 0);
              json.writeNumberField("num_uses", 0);
              json.writeBooleanField("orphan", true);
              json.writeBooleanField("renewable", isRenewable(identity));
              json.writeStringField("type", "service");
              AuthBlock.texts(json, "meta", metadata(identity));
              json.writeStringField("entity_id", "");
            }));
  }

  Answer renew(Api.Request request) {
    requireJson(request.body().lent());
    if (request.token().isEmpty()) {
      return Answer.error(
          400,
          "missing client token: this connection is known by its certificate or socket, which is"
              + " not renewed here; set disable_renewal");
    }
    Identity identity = request.identity();
    if (identity.token().orElse(null) instanceof LoginToken login
        && !renewals.allows(login.accessor())) {
      return Answer.error(429, "this token asks for its renewal too often", 1);
    }
    return Answer.okSecret(
        VaultJson.auth(
            request.caller().requestId(),
            json ->
                new AuthBlock(
                        request.token(),
                        identity.token().map(BearerToken::accessor).orElse(""),
                        identity.grants(),
                        metadata(identity),
                        secondsLeft(identity),
                        isRenewable(identity))
                    .write(json)));
  }

  /** Ends a token of a login, on this replica. */
  Answer revoke(Api.Request request) {
    return switch (request.identity().token().orElse(null)) {
      case LoginToken login -> {
        revoked.add(login);
        yield Answer.noContent();
      }
      case IssuedToken file ->
          Answer.error(
              400,
              "this token is a file of the bridge and ends with it: seal-bridge token revoke "
                  + file.accessor());
      case null -> Answer.error(400, "missing client token");
    };
  }

  /** The increment asked for means nothing here, but a body that is no JSON is still refused. */
  private static void requireJson(byte[] body) {
    try (JsonParser json = VaultJson.parser(body)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw new BadBodyException("error parsing JSON: the body must be one JSON object");
      }
      json.skipChildren();
      if (json.nextToken() != null) {
        throw new BadBodyException("error parsing JSON: something follows the JSON object");
      }
    } catch (IOException _) {
      throw new BadBodyException("error parsing JSON: the body is not well-formed JSON");
    }
  }

  private long secondsLeft(Identity identity) {
    return identity
        .until()
        .map(until -> Math.max(1, Duration.between(clock.instant(), until).toSeconds()))
        .orElse(0L);
  }

  private static void expireTime(JsonGenerator json, Identity identity) throws IOException {
    Optional<Instant> until = identity.until();
    if (until.isPresent()) {
      json.writeStringField("expire_time", until.get().toString());
    } else {
      json.writeNullField("expire_time");
    }
  }

  private static boolean isRenewable(Identity identity) {
    return identity.token().filter(LoginToken.class::isInstance).isPresent();
  }

  private static String path(BearerToken token) {
    return switch (token) {
      case IssuedToken _ -> "auth/token/create";
      case LoginToken login -> "auth/" + login.mount() + "/login";
    };
  }

  private static Map<String, String> metadata(Identity identity) {
    return identity.token().orElse(null) instanceof LoginToken login
        ? Map.of("identity", identity.name(), "via", login.via())
        : Map.of("identity", identity.name());
  }
}

package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.identity.Identity;
import io.sealbridge.server.token.IssuedToken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a caller is told of its own token. Tokens are not renewable: they live until their file is
 * gone or their time is over. A renewal is answered with the time that is left and never with an
 * empty body, which would end a Vault's start.
 */
public final class TokenAnswers {

  private final Clock clock;

  public TokenAnswers(Clock clock) {
    this.clock = clock;
  }

  Answer lookup(Api.Request request) {
    Identity identity = request.identity();
    Optional<IssuedToken> token = identity.token();
    return Answer.okSecret(
        VaultJson.data(
            request.caller().requestId(),
            json -> {
              json.writeStringField("id", request.token());
              json.writeStringField("accessor", token.map(IssuedToken::accessor).orElse(""));
              json.writeStringField("display_name", identity.name());
              policies(json, "policies", identity);
              json.writeStringField("path", token.isPresent() ? "auth/token/create" : "");
              json.writeNumberField("ttl", secondsLeft(identity));
              Instant created = token.map(IssuedToken::created).orElse(Instant.EPOCH);
              json.writeNumberField("creation_time", created.getEpochSecond());
              json.writeNumberField(
                  "creation_ttl",
                  token
                      .flatMap(IssuedToken::expires)
                      .map(expires -> Duration.between(created, expires).toSeconds())
                      .orElse(0L));
              expireTime(json, identity);
              json.writeNumberField("explicit_max_ttl", 0);
              json.writeNumberField("num_uses", 0);
              json.writeBooleanField("orphan", true);
              json.writeBooleanField("renewable", false);
              json.writeStringField("type", "service");
              meta(json, "meta", identity);
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
    return Answer.okSecret(
        VaultJson.auth(
            request.caller().requestId(),
            json -> {
              json.writeStringField("client_token", request.token());
              json.writeStringField(
                  "accessor", identity.token().map(IssuedToken::accessor).orElse(""));
              policies(json, "policies", identity);
              policies(json, "token_policies", identity);
              meta(json, "metadata", identity);
              json.writeNumberField("lease_duration", secondsLeft(identity));
              json.writeBooleanField("renewable", false);
              json.writeStringField("entity_id", "");
              json.writeStringField("token_type", "service");
              json.writeBooleanField("orphan", true);
              json.writeNullField("mfa_requirement");
              json.writeNumberField("num_uses", 0);
            }));
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

  /** Drivers expect an array with something in it: the keys that the identity may use. */
  private static void policies(JsonGenerator json, String field, Identity identity)
      throws IOException {
    TreeSet<String> names = new TreeSet<>();
    List<Grant> grants = identity.grants();
    for (Grant grant : grants) {
      grant.keys().stream().map(KeyName::value).map("key-"::concat).forEach(names::add);
      grant.prefixes().stream()
          .map(prefix -> prefix.isEmpty() ? "all-keys" : "keys-" + prefix)
          .forEach(names::add);
    }
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private static void meta(JsonGenerator json, String field, Identity identity) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("identity", identity.name());
    json.writeEndObject();
  }
}

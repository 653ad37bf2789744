package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.service.ApplicationKeys;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.http.KeyRoute;
import io.sealbridge.server.http.PublicKeyFormat;
import io.sealbridge.server.http.Versions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Keys that come in and go out: public keys in the clear, secret ones only wrapped. Safe for use by
 * many threads.
 */
final class TransferCalls {

  private final TransitServices services;
  private final ApplicationKeys keys;

  TransferCalls(TransitServices services) {
    this.services = services;
    this.keys = services.applicationKeys();
  }

  CompletionStage<Answer> wrappingKey(Caller caller, Executor home) {
    return KeyringFailures.answered(
        keys.wrappingKey(caller),
        caller,
        home,
        key ->
            Answer.ok(
                VaultJson.data(
                    caller.requestId(),
                    json -> json.writeStringField("public_key", PemText.publicKey(key)))));
  }

  CompletionStage<Answer> importKey(Api.Request request, KeyName key, Executor home) {
    ApplicationKeys.Import brought = ImportBody.read(request.body().lent());
    Caller caller = request.caller();
    return KeyringFailures.answered(
        keys.importKey(caller, key, brought), caller, home, made -> Answer.noContent());
  }

  CompletionStage<Answer> importVersion(Api.Request request, KeyName key, Executor home) {
    ApplicationKeys.Import brought = ImportBody.read(request.body().lent());
    Caller caller = request.caller();
    return KeyringFailures.answered(
        keys.importVersion(caller, key, brought), caller, home, made -> Answer.noContent());
  }

  CompletionStage<Answer> wrap(Caller caller, KeyRoute.WrapKey route, Executor home) {
    PublicKeyInfo receiver = services.receivers().get(route.receiver());
    if (receiver == null) {
      throw new BadBodyException(
          "no such destination key to export to: its name must be in exportTo of the bridge's"
              + " configuration");
    }
    OaepHash hash = ImportBody.hash("hash", route.hash());
    OptionalInt version =
        switch (route.versions()) {
          case Versions.All _ -> OptionalInt.empty();
          case Versions.One(int number) -> OptionalInt.of(number);
          case Versions.Latest _ ->
              services
                  .states()
                  .apply(route.key())
                  .map(state -> OptionalInt.of(state.latest().number()))
                  .orElse(OptionalInt.empty());
        };
    return KeyringFailures.answered(
        keys.wrapFor(caller, route.key(), version, receiver, hash),
        caller,
        home,
        wrapped -> wrapped(caller, route.key(), wrapped));
  }

  private Answer wrapped(Caller caller, KeyName key, Map<Integer, Octets> wrapped) {
    Map<Integer, String> texts = new TreeMap<>();
    wrapped.forEach(
        (version, bytes) -> texts.put(version, Base64.getEncoder().encodeToString(bytes.lend())));
    String type =
        services
            .states()
            .apply(key)
            .map(state -> state.latest().recipients().getFirst().type().transitName())
            .orElse("");
    return exported(caller, key, type, texts);
  }

  /** Vault's own numbering, also for {@code latest}: a client must see which version it got. */
  CompletionStage<Answer> publicKeys(Caller caller, KeyRoute.ExportPublicKey route, Executor home) {
    return services
        .keyring()
        .publicKeys(caller, route.key())
        .handleAsync(
            (description, failure) ->
                failure == null
                    ? publicKeys(caller, description.state(), route)
                    : KeyCalls.missing(caller, failure),
            home);
  }

  private static Answer publicKeys(Caller caller, KeyState state, KeyRoute.ExportPublicKey route) {
    Versions wanted = route.versions();
    List<KeyVersion> usable =
        state.versions().stream()
            .filter(version -> version.number() >= state.minDecryptionVersion())
            .toList();
    List<KeyVersion> chosen =
        switch (wanted) {
          case Versions.All _ -> usable;
          case Versions.Latest _ -> List.of(state.latest());
          case Versions.One(int number) ->
              usable.stream().filter(version -> version.number() == number).toList();
        };
    if (chosen.isEmpty()) {
      return Answer.error(
          400,
          wanted instanceof Versions.One(int number) && number < state.minDecryptionVersion()
              ? "version for export is below minimum decryption version"
              : "version does not exist or cannot be found");
    }
    KeyType type = state.latest().recipients().getFirst().type();
    if (route.format() == PublicKeyFormat.RAW && type != KeyType.ED25519) {
      return Answer.error(400, "format raw is for keys of type ed25519; ask for der or pem");
    }
    Map<Integer, String> texts = new TreeMap<>();
    for (KeyVersion version : chosen) {
      PublicKeyText.of(version)
          .map(key -> PublicKeyText.shown(type, key, route.format()))
          .ifPresent(text -> texts.put(version.number(), text));
    }
    return texts.isEmpty()
        ? Answer.error(
            400, "unknown key type " + type.transitName() + " for export type public-key")
        : exported(caller, state.name(), type.transitName(), texts);
  }

  private static Answer exported(
      Caller caller, KeyName key, String type, Map<Integer, String> texts) {
    return Answer.ok(
        VaultJson.data(
            caller.requestId(),
            json -> {
              json.writeStringField("name", key.value());
              json.writeStringField("type", type);
              json.writeObjectFieldStart("keys");
              for (Map.Entry<Integer, String> one : texts.entrySet()) {
                json.writeStringField(String.valueOf(one.getKey()), one.getValue());
              }
              json.writeEndObject();
            }));
  }
}

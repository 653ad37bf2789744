package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.service.Signed;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Certificate requests signed by keys, and the certificates that come back. */
final class CertificateCalls {

  private final TransitServices services;

  CertificateCalls(TransitServices services) {
    this.services = services;
  }

  CompletionStage<Answer> request(Api.Request request, KeyName key, Executor home) {
    CertificateBody body = CertificateBody.read(request.body().lent());
    CsrTemplate template = body.template();
    Caller caller = request.caller();
    return KeyringFailures.answered(
        services.signatures().certify(caller, key, body.version(), template::toSign),
        caller,
        home,
        signed -> requested(caller, key, template, signed));
  }

  private static Answer requested(Caller caller, KeyName key, CsrTemplate template, Signed signed) {
    return Answer.ok(
        VaultJson.data(
            caller.requestId(),
            json -> {
              json.writeStringField("name", key.value());
              json.writeStringField("type", signed.type().transitName());
              json.writeStringField("csr", PemText.request(template.request(signed)));
            }));
  }

  CompletionStage<Answer> keep(Api.Request request, KeyName key, Executor home) {
    CertificateBody body = CertificateBody.read(request.body().lent());
    List<Octets> chain = body.chain();
    int version =
        body.version()
            .orElseGet(
                () -> services.states().apply(key).map(state -> state.latest().number()).orElse(1));
    Caller caller = request.caller();
    return KeyringFailures.answered(
        services.applicationKeys().setCertificates(caller, key, version, chain),
        caller,
        home,
        kept -> Answer.noContent());
  }
}

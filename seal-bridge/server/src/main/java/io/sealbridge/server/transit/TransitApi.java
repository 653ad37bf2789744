package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.http.KeyRoute;
import io.sealbridge.server.http.PlainRoute;
import io.sealbridge.server.http.Route;
import io.sealbridge.server.http.UseRoute;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The Transit API and the few endpoints around it, over a keyring. Safe for use by many threads.
 */
public final class TransitApi implements Api {

  private final BoundKeys bound;
  private final SealingCalls sealing;
  private final RandomCalls random;
  private final UsageCalls usage;
  private final SigningCalls signing;
  private final KeyCalls keys;
  private final TransferCalls transfers;
  private final CertificateCalls certificates;
  private final TokenAnswers tokens;
  private final LoginAnswers logins;
  private final SystemAnswers system;

  public TransitApi(
      TransitServices services, TokenAnswers tokens, LoginAnswers logins, SystemAnswers system) {
    this.bound = new BoundKeys(services.keyring());
    this.sealing = new SealingCalls(services.keyring());
    this.random = new RandomCalls(services.keyring().dataKeys());
    this.usage = new UsageCalls(services.keyring(), services.board());
    this.signing = new SigningCalls(services.signatures(), services.states());
    this.keys = new KeyCalls(services.keyring(), services.applicationKeys());
    this.transfers = new TransferCalls(services);
    this.certificates = new CertificateCalls(services);
    this.tokens = tokens;
    this.logins = logins;
    this.system = system;
  }

  @Override
  public Answer open(Route.Open route) {
    return switch (route) {
      case Route.Health(var query) -> system.health(query);
      case Route.SealStatus _ -> system.sealStatus();
      case Route.Leader _ -> system.leader();
    };
  }

  @Override
  public CompletionStage<Answer> login(Login login) {
    return logins.login(login);
  }

  @Override
  public CompletionStage<Answer> answer(Request request, Executor home) {
    return bound
        .refusal(request.route(), request.caller(), home)
        .orElseGet(() -> admitted(request, home));
  }

  private CompletionStage<Answer> admitted(Request request, Executor home) {
    try {
      return switch (request.route()) {
        case UseRoute route -> use(request, route, home);
        case KeyRoute route -> key(request, route, home);
        case PlainRoute route -> plain(request, route, home);
        case Route.LookupSelf _ -> now(tokens.lookup(request));
        case Route.RenewSelf _ -> now(tokens.renew(request));
        case Route.RevokeSelf _ -> now(tokens.revoke(request));
        case Route.Mounts _ -> now(system.mounts(request.caller().requestId()));
      };
    } catch (BadBodyException e) {
      return now(Answer.error(400, e.text()));
    }
  }

  private CompletionStage<Answer> use(Request request, UseRoute use, Executor home) {
    return switch (use) {
      case UseRoute.Encrypt(var key) -> sealing.encrypt(request, key, home);
      case UseRoute.Decrypt(var key) -> sealing.decrypt(request, key, home);
      case UseRoute.Sign route -> signing.sign(request, route, home);
      case UseRoute.Verify route -> signing.verify(request, route, home);
      case UseRoute.Hmac route -> signing.hmac(request, route, home);
      case UseRoute.Rewrap(var key) -> sealing.rewrap(request, key, home);
      case UseRoute.DataKey route -> random.dataKey(request, route, home);
    };
  }

  private CompletionStage<Answer> key(Request request, KeyRoute route, Executor home) {
    Caller caller = request.caller();
    return switch (route) {
      case KeyRoute.CreateKey(var key) -> keys.create(request, key, home);
      case KeyRoute.ReadKey(var key) -> keys.read(caller, key, home);
      case KeyRoute.DeleteKey(var key) -> keys.delete(caller, key, home);
      case KeyRoute.ConfigureKey(var key) -> keys.configure(request, key, home);
      case KeyRoute.RotateKey(var key) -> keys.rotate(request, key, home);
      case KeyRoute.TrimKey(var key) -> keys.trim(request, key, home);
      case KeyRoute.ImportKey(var key) -> transfers.importKey(request, key, home);
      case KeyRoute.ImportVersion(var key) -> transfers.importVersion(request, key, home);
      case KeyRoute.ExportPublicKey export -> transfers.publicKeys(caller, export, home);
      case KeyRoute.WrapKey wrap -> transfers.wrap(caller, wrap, home);
      case KeyRoute.RequestCertificate(var key) -> certificates.request(request, key, home);
      case KeyRoute.SetCertificates(var key) -> certificates.keep(request, key, home);
      case KeyRoute.ReadUsage(var key) -> usage.read(caller, key, home);
    };
  }

  private CompletionStage<Answer> plain(Request request, PlainRoute plain, Executor home) {
    Caller caller = request.caller();
    return switch (plain) {
      case PlainRoute.ListKeys list -> keys.list(caller, list, home);
      case PlainRoute.Hash(String hash) -> now(HashCalls.hash(request, hash));
      case PlainRoute.WrappingKey _ -> transfers.wrappingKey(caller, home);
      case PlainRoute.CacheConfig _ -> now(system.cacheConfig(caller.requestId()));
      case PlainRoute.KeysConfig _ -> now(system.keysConfig(caller.requestId()));
      case PlainRoute.Random(int bytes) -> random.random(request, bytes, home);
      case PlainRoute.Specification _ -> now(Specification.answer());
    };
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}

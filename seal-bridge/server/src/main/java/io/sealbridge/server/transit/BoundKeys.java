package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.KeyRoute;
import io.sealbridge.server.http.Route;
import io.sealbridge.server.http.UseRoute;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Answers for keys that are not on a listener of one key, before anything else of the request is
 * looked at. The keyring refuses them too, for whatever would come by here.
 */
final class BoundKeys {

  private final Keyring keyring;

  BoundKeys(Keyring keyring) {
    this.keyring = keyring;
  }

  /** The refusal; empty if the route names no key or the one that is there. */
  Optional<CompletionStage<Answer>> refusal(Route route, Caller caller, Executor home) {
    if (!(route instanceof Route.OnKey onKey)
        || caller.boundKey().isEmpty()
        || caller.boundKey().get().equals(onKey.key())) {
      return Optional.empty();
    }
    KeyName key = onKey.key();
    return Optional.of(
        KeyringFailures.answered(
            keyring.<Answer>elsewhere(caller, operation(onKey), key),
            caller,
            home,
            answer -> answer));
  }

  private static Operation operation(Route.OnKey route) {
    return switch (route) {
      case UseRoute use -> operation(use);
      case KeyRoute key -> operation(key);
    };
  }

  private static Operation operation(UseRoute route) {
    return switch (route) {
      case UseRoute.Encrypt _ -> Operation.ENCRYPT;
      case UseRoute.Decrypt _ -> Operation.DECRYPT;
      case UseRoute.Rewrap _ -> Operation.REWRAP;
      case UseRoute.DataKey _ -> Operation.DATAKEY;
      case UseRoute.Sign _ -> Operation.SIGN;
      case UseRoute.Verify _ -> Operation.VERIFY;
      case UseRoute.Hmac _ -> Operation.HMAC;
    };
  }

  private static Operation operation(KeyRoute route) {
    return switch (route) {
      case KeyRoute.CreateKey _ -> Operation.CREATE;
      case KeyRoute.ReadKey _, KeyRoute.ReadUsage _ -> Operation.READ;
      case KeyRoute.DeleteKey _ -> Operation.DELETE;
      case KeyRoute.ConfigureKey _, KeyRoute.TrimKey _ -> Operation.CONFIGURE;
      case KeyRoute.RotateKey _ -> Operation.ROTATE;
      case KeyRoute.ImportKey _, KeyRoute.ImportVersion _ -> Operation.IMPORT;
      case KeyRoute.RequestCertificate _, KeyRoute.SetCertificates _ -> Operation.CERTIFY;
      case KeyRoute.ExportPublicKey _ -> Operation.EXPORT;
      case KeyRoute.WrapKey _ -> Operation.SYNC;
    };
  }
}

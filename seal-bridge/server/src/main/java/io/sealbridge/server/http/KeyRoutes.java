package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;
import java.util.function.Function;

/** The part of a path at and below {@code keys}. Safe for use by many threads. */
final class KeyRoutes {

  private final KeyNames names;

  KeyRoutes(KeyNames names) {
    this.names = names;
  }

  Routing parse(Verb verb, String[] parts, Query query, String path) {
    return switch (parts.length) {
      case 1 -> verb == Verb.LIST ? list(query) : Routes.unsupported();
      case 2 -> key(verb, parts[1]);
      case 3 -> change(verb, parts[1], parts[2], path);
      default -> Routes.notFound(path);
    };
  }

  private static Routing list(Query query) {
    String after = query.value("after").orElse("");
    String limit = query.value("limit").orElse("0");
    if (!limit.matches("-?[0-9]{1,9}")) {
      return new Routing.Refused(400, "limit must be a whole number");
    }
    return Routes.found(new PlainRoute.ListKeys(after, Math.max(0, Integer.parseInt(limit))));
  }

  private Routing key(Verb verb, String key) {
    return switch (verb) {
      case READ ->
          names
              .find(key)
              .map(name -> Routes.found(new KeyRoute.ReadKey(name)))
              .orElseGet(() -> new Routing.Refused(404, ""));
      case WRITE -> made(key, KeyRoute.CreateKey::new);
      case DELETE -> known(key, KeyRoute.DeleteKey::new);
      case HEAD, LIST, OTHER -> Routes.unsupported();
    };
  }

  private Routing change(Verb verb, String key, String what, String path) {
    Routing found =
        switch (what) {
          case "rotate" -> known(key, KeyRoute.RotateKey::new);
          case "config" -> known(key, KeyRoute.ConfigureKey::new);
          case "trim" -> known(key, KeyRoute.TrimKey::new);
          case "import" -> made(key, KeyRoute.ImportKey::new);
          case "import_version" -> known(key, KeyRoute.ImportVersion::new);
          case "csr" -> known(key, KeyRoute.RequestCertificate::new);
          case "set-certificate" -> known(key, KeyRoute.SetCertificates::new);
          default -> Routes.notFound(path);
        };
    boolean isHere = !(found instanceof Routing.Refused refused && refused.status() == 404);
    return isHere && verb != Verb.WRITE ? Routes.unsupported() : found;
  }

  private Routing known(String key, Function<KeyName, Route> route) {
    return names
        .find(key)
        .map(name -> Routes.found(route.apply(name)))
        .orElseGet(() -> new Routing.Refused(400, "encryption key not found"));
  }

  private Routing made(String key, Function<KeyName, Route> route) {
    return names
        .find(key)
        .map(name -> Routes.found(route.apply(name)))
        .orElseGet(
            () ->
                new Routing.Refused(
                    400,
                    "the name of a key must match [a-z0-9][a-z0-9_-]{0,62}, must not end in"
                        + " -v<digits> and must not begin as the bridge's own keys do"));
  }
}

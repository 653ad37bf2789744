package io.sealbridge.server.http;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.KeyName;
import java.util.Optional;
import java.util.function.Function;

/** The part of a path below the mount of Transit. Safe for use by many threads. */
final class TransitRoutes {

  private static final String NO_BACKUP =
      "backup and restore are refused: keys never leave the HSM in the clear; the HSM's own backup"
          + " keeps them";
  private static final String NO_SECRETS =
      "only public-key is exported: secret keys never leave the HSM in the clear, and"
          + " certificates are shown by reading the key";

  private final KeyNames names;
  private final KeyRoutes keys;

  TransitRoutes(KeyNames names) {
    this.names = names;
    this.keys = new KeyRoutes(names);
  }

  Routing parse(Verb verb, String rest, Query query, String path) {
    String[] parts = rest.split("/", -1);
    return switch (parts[0]) {
      case "encrypt" -> use(verb, parts, path, UseRoute.Encrypt::new);
      case "decrypt" -> use(verb, parts, path, UseRoute.Decrypt::new);
      case "rewrap" -> use(verb, parts, path, UseRoute.Rewrap::new);
      case "datakey" -> dataKey(verb, parts, path);
      case "sign" -> hashed(verb, parts, path, true, UseRoute.Sign::new);
      case "verify" -> hashed(verb, parts, path, true, UseRoute.Verify::new);
      case "hmac" -> hashed(verb, parts, path, false, UseRoute.Hmac::new);
      case "random" -> random(verb, parts, path);
      case "hash" -> hash(verb, parts, path);
      case "keys" -> keys.parse(verb, parts, query, path);
      case "export" -> export(verb, parts, query, path);
      case "byok-export" -> wrap(verb, parts, query, path);
      case "backup", "restore" -> new Routing.Refused(400, NO_BACKUP);
      case "wrapping_key" -> read(verb, parts, path, new PlainRoute.WrappingKey());
      case "cache-config" -> config(verb, parts, path, new PlainRoute.CacheConfig());
      case "config" ->
          parts.length == 2 && parts[1].equals("keys")
              ? config(verb, new String[] {rest}, path, new PlainRoute.KeysConfig())
              : Routes.notFound(path);
      default -> Routes.notFound(path);
    };
  }

  private Routing use(Verb verb, String[] parts, String path, Function<KeyName, Route> route) {
    if (parts.length != 2) {
      return Routes.notFound(path);
    }
    return verb == Verb.WRITE ? named(parts[1], route) : Routes.unsupported();
  }

  private Routing dataKey(Verb verb, String[] parts, String path) {
    if (parts.length != 3) {
      return Routes.notFound(path);
    }
    if (verb != Verb.WRITE) {
      return Routes.unsupported();
    }
    return switch (parts[1]) {
      case "plaintext" -> named(parts[2], name -> new UseRoute.DataKey(name, true));
      case "wrapped" -> named(parts[2], name -> new UseRoute.DataKey(name, false));
      default -> new Routing.Refused(400, "Invalid path, must be 'plaintext' or 'wrapped'");
    };
  }

  private interface Hashed {
    Route route(KeyName name, String hash);
  }

  private Routing hashed(Verb verb, String[] parts, String path, boolean noneToo, Hashed hashed) {
    if (parts.length < 2 || parts.length > 3) {
      return Routes.notFound(path);
    }
    if (verb != Verb.WRITE) {
      return Routes.unsupported();
    }
    String hash = parts.length == 3 ? parts[2] : "";
    return isHash(hash) || (noneToo && hash.equals("none"))
        ? named(parts[1], name -> hashed.route(name, hash))
        : unknownHash();
  }

  private static Routing random(Verb verb, String[] parts, String path) {
    if (parts.length > 3) {
      return Routes.notFound(path);
    }
    boolean sourced = parts.length > 1 && parts[1].matches("platform|seal|all");
    if (parts.length == 3 && !sourced) {
      return new Routing.Refused(400, "unsupported entropy source; must be platform, seal or all");
    }
    boolean counted = parts.length == 3 || (parts.length == 2 && !sourced);
    String bytes = counted ? last(parts) : "0";
    if (!bytes.matches("[0-9]{1,6}")) {
      return new Routing.Refused(400, "error parsing url-set byte count");
    }
    if (counted && Integer.parseInt(bytes) == 0) {
      return new Routing.Refused(400, "'bytes' cannot be less than 1");
    }
    return verb == Verb.WRITE
        ? Routes.found(new PlainRoute.Random(Integer.parseInt(bytes)))
        : Routes.unsupported();
  }

  private static Routing hash(Verb verb, String[] parts, String path) {
    if (parts.length > 2) {
      return Routes.notFound(path);
    }
    String hash = parts.length == 2 ? parts[1] : "";
    if (!isHash(hash)) {
      return unknownHash();
    }
    return verb == Verb.WRITE ? Routes.found(new PlainRoute.Hash(hash)) : Routes.unsupported();
  }

  private Routing export(Verb verb, String[] parts, Query query, String path) {
    if (parts.length < 3 || parts.length > 4) {
      return Routes.notFound(path);
    }
    if (verb != Verb.READ) {
      return Routes.unsupported();
    }
    if (!parts[1].equals("public-key")) {
      return new Routing.Refused(400, NO_SECRETS);
    }
    Optional<PublicKeyFormat> format = PublicKeyFormat.parse(query.value("format").orElse(""));
    if (format.isEmpty()) {
      return new Routing.Refused(400, "invalid format; must be \"raw\", \"der\" or \"pem\"");
    }
    return versions(parts, 3)
        .map(
            which ->
                shown(parts[2], name -> new KeyRoute.ExportPublicKey(name, which, format.get())))
        .orElseGet(TransitRoutes::invalidVersion);
  }

  private Routing wrap(Verb verb, String[] parts, Query query, String path) {
    if (parts.length < 3 || parts.length > 4) {
      return Routes.notFound(path);
    }
    if (verb != Verb.READ) {
      return Routes.unsupported();
    }
    String hash = query.value("hash").orElse("");
    return versions(parts, 3)
        .map(which -> named(parts[2], name -> new KeyRoute.WrapKey(name, parts[1], which, hash)))
        .orElseGet(TransitRoutes::invalidVersion);
  }

  private static Routing read(Verb verb, String[] parts, String path, Route route) {
    if (parts.length != 1) {
      return Routes.notFound(path);
    }
    return verb == Verb.READ ? Routes.found(route) : Routes.unsupported();
  }

  private static Routing config(Verb verb, String[] parts, String path, Route route) {
    return verb == Verb.WRITE && parts.length == 1
        ? new Routing.Refused(
            400, "this is laid down: keys are made only by asking for it, and cached as they must")
        : read(verb, parts, path, route);
  }

  private static Optional<Versions> versions(String[] parts, int at) {
    return parts.length > at ? Versions.parse(parts[at]) : Optional.of(new Versions.All());
  }

  private Routing named(String text, Function<KeyName, Route> route) {
    return names
        .find(text)
        .map(name -> Routes.found(route.apply(name)))
        .orElseGet(() -> new Routing.Refused(400, "encryption key not found"));
  }

  private Routing shown(String text, Function<KeyName, Route> route) {
    return names
        .find(text)
        .map(name -> Routes.found(route.apply(name)))
        .orElseGet(() -> new Routing.Refused(404, ""));
  }

  private static boolean isHash(String text) {
    return text.isEmpty() || HashFunction.ofTransitName(text).isPresent();
  }

  private static Routing unknownHash() {
    return new Routing.Refused(400, "unsupported hash algorithm in the path");
  }

  private static Routing invalidVersion() {
    return new Routing.Refused(400, "invalid key version");
  }

  private static String last(String[] parts) {
    return parts[parts.length - 1];
  }
}

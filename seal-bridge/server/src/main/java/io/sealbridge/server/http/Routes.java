package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;
import java.util.Optional;
import java.util.Set;

/**
 * Reads methods and raw paths. A path is taken as it was sent or refused: nothing is decoded,
 * normalised or guessed, so no two parties can read it differently. Safe for use by many threads.
 */
public final class Routes {

  private static final String VERSION = "/v1/";
  private static final String USAGE = "sys/seal-bridge/usage/";

  private static final String AUTH = "auth/";
  private static final String LOGIN = "/login";

  private final String mount;
  private final Set<String> logins;
  private final KeyNames names = new KeyNames();
  private final TransitRoutes transit = new TransitRoutes(names);

  /** {@code mount} without slashes at its ends, such as {@code transit} or {@code hsm/transit}. */
  public Routes(String mount) {
    this(mount, Set.of());
  }

  /** {@code logins} are the mounts of logins, without {@code auth/}. */
  public Routes(String mount, Set<String> logins) {
    this.mount = VERSION + mount + "/";
    this.logins = Set.copyOf(logins);
  }

  /** Never throws, whatever the text. */
  public Routing parse(String method, String uri) {
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    Query query = mark < 0 ? Query.NONE : new Query(uri.substring(mark + 1));
    String fault = RawPath.fault(path);
    if (!fault.isEmpty()) {
      return new Routing.Refused(400, fault);
    }
    Verb verb = Verb.of(method, query);
    String trimmed = path.length() > 1 && path.endsWith("/") ? chop(path) : path;
    if (trimmed.startsWith(mount)) {
      return transit.parse(verb, trimmed.substring(mount.length()), query, trimmed);
    }
    return trimmed.startsWith(VERSION)
        ? system(verb, trimmed.substring(VERSION.length()), query, trimmed)
        : notFound(trimmed);
  }

  private Routing system(Verb verb, String rest, Query query, String path) {
    if (rest.startsWith(USAGE)) {
      return usage(verb, rest.substring(USAGE.length()), path);
    }
    if (rest.startsWith(AUTH) && rest.endsWith(LOGIN)) {
      int end = Math.max(AUTH.length(), rest.length() - LOGIN.length());
      String login = rest.substring(AUTH.length(), end);
      if (logins.contains(login)) {
        return verb == Verb.WRITE ? found(new Route.Login(login)) : unsupported();
      }
    }
    return switch (rest) {
      case "auth/token/lookup-self" ->
          verb == Verb.READ || verb == Verb.WRITE ? found(new Route.LookupSelf()) : unsupported();
      case "auth/token/renew-self" ->
          verb == Verb.WRITE ? found(new Route.RenewSelf()) : unsupported();
      case "auth/token/revoke-self" ->
          verb == Verb.WRITE ? found(new Route.RevokeSelf()) : unsupported();
      case "sys/health" ->
          verb == Verb.READ || verb == Verb.HEAD ? found(new Route.Health(query)) : unsupported();
      case "sys/seal-status" -> verb == Verb.READ ? found(new Route.SealStatus()) : unsupported();
      case "sys/leader" -> verb == Verb.READ ? found(new Route.Leader()) : unsupported();
      case "sys/mounts" -> verb == Verb.READ ? found(new Route.Mounts()) : unsupported();
      case "sys/internal/specs/openapi" ->
          verb == Verb.READ ? found(new PlainRoute.Specification()) : unsupported();
      default -> notFound(path);
    };
  }

  private Routing usage(Verb verb, String key, String path) {
    Optional<KeyName> name = names.find(key);
    if (name.isEmpty()) {
      return notFound(path);
    }
    return verb == Verb.READ ? found(new KeyRoute.ReadUsage(name.get())) : unsupported();
  }

  private static String chop(String path) {
    return path.substring(0, path.length() - 1);
  }

  static Routing found(Route route) {
    return new Routing.Found(route);
  }

  static Routing unsupported() {
    return new Routing.Refused(405, "unsupported operation");
  }

  static Routing notFound(String path) {
    return new Routing.Refused(
        404, "no handler for route \"" + path + "\". route entry not found.");
  }
}

package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads methods and raw paths. A path is taken as it was sent or refused: nothing is decoded,
 * normalised or guessed, so no two parties can read it differently. Safe for use by many threads.
 */
public final class Routes {

  private static final String VERSION = "/v1/";
  private static final int MOST_NAMES = 1024;

  private static final String AUTH = "auth/";
  private static final String LOGIN = "/login";

  private final String mount;
  private final Set<String> logins;
  private final Map<String, KeyName> names = new ConcurrentHashMap<>();

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
    String fault = fault(path);
    if (!fault.isEmpty()) {
      return new Routing.Refused(400, fault);
    }
    Verb verb = Verb.of(method, query);
    String trimmed = path.length() > 1 && path.endsWith("/") ? chop(path) : path;
    if (trimmed.startsWith(mount)) {
      return transit(verb, trimmed.substring(mount.length()), trimmed);
    }
    return trimmed.startsWith(VERSION)
        ? system(verb, trimmed.substring(VERSION.length()), query, trimmed)
        : notFound(trimmed);
  }

  private Routing transit(Verb verb, String rest, String path) {
    int slash = rest.indexOf('/');
    String head = slash < 0 ? rest : rest.substring(0, slash);
    String tail = slash < 0 ? "" : rest.substring(slash + 1);
    boolean single = !tail.isEmpty() && tail.indexOf('/') < 0;
    return switch (head) {
      case "encrypt" -> single ? write(verb, tail, Route.Encrypt::new) : notFound(path);
      case "decrypt" -> single ? write(verb, tail, Route.Decrypt::new) : notFound(path);
      case "keys" -> keys(verb, tail, path);
      default -> notFound(path);
    };
  }

  private Routing keys(Verb verb, String tail, String path) {
    if (tail.isEmpty()) {
      return verb == Verb.LIST ? found(new Route.ListKeys()) : unsupported();
    }
    int slash = tail.indexOf('/');
    if (slash < 0) {
      if (verb != Verb.READ) {
        return unsupported();
      }
      return name(tail)
          .<Routing>map(name -> found(new Route.ReadKey(name)))
          .orElseGet(() -> new Routing.Refused(404, ""));
    }
    return tail.substring(slash + 1).equals("rotate")
        ? write(verb, tail.substring(0, slash), Route.RotateKey::new)
        : notFound(path);
  }

  private Routing write(Verb verb, String key, Function<KeyName, Route> route) {
    if (verb != Verb.WRITE) {
      return unsupported();
    }
    return name(key)
        .<Routing>map(name -> found(route.apply(name)))
        .orElseGet(() -> new Routing.Refused(400, "encryption key not found"));
  }

  private Routing system(Verb verb, String rest, Query query, String path) {
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
      default -> notFound(path);
    };
  }

  /**
   * A name that Transit has; the bridge's own keys are not in its name space. Names repeat;
   * remembering the valid ones saves two regular expressions a request.
   */
  private Optional<KeyName> name(String text) {
    KeyName known = names.get(text);
    if (known != null) {
      return Optional.of(known);
    }
    if (!KeyName.isValid(text)) {
      return Optional.empty();
    }
    KeyName name = new KeyName(text);
    if (name.isReserved()) {
      return Optional.empty();
    }
    if (names.size() < MOST_NAMES) {
      names.put(text, name);
    }
    return Optional.of(name);
  }

  /** What is wrong with a raw path; empty if nothing is. */
  private static String fault(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return "the path must begin with \"/\"";
    }
    int segment = 1;
    for (int i = 1; i <= path.length(); i++) {
      char c = i < path.length() ? path.charAt(i) : '/';
      if (c == '/') {
        if (i == segment && i < path.length()) {
          return "the path must not contain \"//\"";
        }
        if (isDots(path, segment, i)) {
          return "the path must not contain dot segments";
        }
        segment = i + 1;
      } else if (!isPlain(c)) {
        return "the path must be letters, digits, \"-\", \"_\", \".\" and \"/\", unescaped";
      }
    }
    return "";
  }

  private static boolean isDots(String path, int from, int to) {
    return (to - from == 1 && path.charAt(from) == '.')
        || (to - from == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.');
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private static String chop(String path) {
    return path.substring(0, path.length() - 1);
  }

  private static Routing found(Route route) {
    return new Routing.Found(route);
  }

  private static Routing unsupported() {
    return new Routing.Refused(405, "unsupported operation");
  }

  private static Routing notFound(String path) {
    return new Routing.Refused(
        404, "no handler for route \"" + path + "\". route entry not found.");
  }

  private enum Verb {
    READ,
    HEAD,
    LIST,
    WRITE,
    OTHER;

    static Verb of(String method, Query query) {
      return switch (method) {
        case "GET" -> query.isSet("list") ? LIST : READ;
        case "HEAD" -> HEAD;
        case "LIST" -> LIST;
        case "PUT", "POST" -> WRITE;
        default -> OTHER;
      };
    }
  }
}

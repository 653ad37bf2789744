package io.sealbridge.k8sauth.discovery;

/** What came of reading an issuer's discovery document as anybody. */
public sealed interface Discovered {

  /** It is there, and so are the keys that it names. */
  record Published() implements Discovered {}

  /** Whoever shows no token is refused, or there is nothing; {@code path} is what was read. */
  record Refused(String path, int status) implements Discovered {}

  /** It is that of another issuer. */
  record OfAnother(String issuer) implements Discovered {}

  /** What is there is no discovery document or no set of keys. */
  record NoDocument(String path) implements Discovered {}

  record Unreachable(String seen) implements Discovered {}

  record TlsFailed(String seen) implements Discovered {}

  /** The name is one of the cluster's own network, where this does not run. */
  record NotSeenFromHere() implements Discovered {}

  /** For a person: what was seen from where this runs. */
  default String words() {
    return switch (this) {
      case Published _ -> "it can be read without a token";
      case Refused refused ->
          "%s answers %d to whoever shows no token".formatted(refused.path(), refused.status());
      case OfAnother other -> "it names the issuer " + other.issuer();
      case NoDocument none -> none.path() + " is not what it should be";
      case Unreachable unreachable -> "it does not answer (" + unreachable.seen() + ")";
      case TlsFailed failed -> "no TLS comes about (" + failed.seen() + ")";
      case NotSeenFromHere _ -> "its name is known in the cluster only";
    };
  }
}

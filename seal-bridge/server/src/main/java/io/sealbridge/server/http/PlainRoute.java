package io.sealbridge.server.http;

/** Part of Transit, and of no key. */
public sealed interface PlainRoute extends Route.Authenticated {

  /** The name for metrics. */
  default String label() {
    return switch (this) {
      case ListKeys _ -> "list";
      case Random _ -> "random";
      case Hash _ -> "hash";
      case WrappingKey _ -> "wrapping-key";
      case CacheConfig _ -> "cache-config";
      case KeysConfig _ -> "keys-config";
      case Specification _ -> "specification";
    };
  }

  /**
   * The names of keys.
   *
   * @param after only names behind this one; empty for all
   * @param limit at most so many; 0 for all
   */
  record ListKeys(String after, int limit) implements PlainRoute {
    public static final ListKeys ALL = new ListKeys("", 0);
  }

  /** {@code bytes}: how many, from the path; 0 if it does not say. */
  record Random(int bytes) implements PlainRoute {}

  /** {@code hash} as in {@link UseRoute}. */
  record Hash(String hash) implements PlainRoute {}

  record WrappingKey() implements PlainRoute {}

  record CacheConfig() implements PlainRoute {}

  record KeysConfig() implements PlainRoute {}

  /** The OpenAPI document. */
  record Specification() implements PlainRoute {}
}

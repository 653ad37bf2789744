package io.sealbridge.server.http;

/** What a method means to Vault: PUT and POST are one, and LIST is GET with {@code list=true}. */
enum Verb {
  READ,
  HEAD,
  LIST,
  WRITE,
  DELETE,
  OTHER;

  static Verb of(String method, Query query) {
    return switch (method) {
      case "GET" -> query.isSet("list") ? LIST : READ;
      case "HEAD" -> HEAD;
      case "LIST" -> LIST;
      case "PUT", "POST" -> WRITE;
      case "DELETE" -> DELETE;
      default -> OTHER;
    };
  }
}

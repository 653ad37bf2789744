package io.sealbridge.vault;

import java.util.List;

/** What is done to a path, and the capabilities that a policy has to grant for it. */
enum VaultOperation {
  READ("GET"),
  LIST("LIST"),
  WRITE("POST"),
  DELETE("DELETE");

  private final String method;

  VaultOperation(String method) {
    this.method = method;
  }

  String method() {
    return method;
  }

  List<String> capabilities() {
    return switch (this) {
      case READ -> List.of("read");
      case LIST -> List.of("list");
      case WRITE -> List.of("create", "update");
      case DELETE -> List.of("delete");
    };
  }

  /**
   * Whether doing it twice is the same as doing it once, whatever the server did the first time.
   */
  boolean isRead() {
    return this == READ || this == LIST;
  }
}

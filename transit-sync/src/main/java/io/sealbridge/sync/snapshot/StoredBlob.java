package io.sealbridge.sync.snapshot;

/** What a cluster has stored where a key that its seal wraps belongs. */
public sealed interface StoredBlob {

  /**
   * The key, sealed over the Transit API.
   *
   * @param version of the seal key, as the blob's text says: {@code vault:vN:...}
   */
  record Sealed(int version) implements StoredBlob {}

  /** Nothing. */
  record Absent() implements StoredBlob {}

  /** Something that no Transit API made. */
  record Foreign() implements StoredBlob {}

  /** For a person. */
  default String text() {
    return switch (this) {
      case Sealed sealed -> "v" + sealed.version();
      case Absent _ -> "none";
      case Foreign _ -> "foreign";
    };
  }
}

package io.sealbridge.server.tls;

import io.sealbridge.server.config.ClientTrustConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Notices renewed TLS files by what the file system says of them and hands them on once they belong
 * together. A renewal that cannot be used is reported and the old files stay in use. For one
 * thread; {@link #notAfter} for any.
 */
public final class TlsWatch {

  /** What a look at the files came to. */
  public sealed interface Look {
    record Unchanged() implements Look {}

    record Renewed(TlsMaterial material, boolean clientTrustChanged) implements Look {}

    record Broken(String reason) implements Look {}
  }

  private record Mark(Object fileKey, Object modified, Object size) {}

  private final TlsConfiguration configuration;
  private final Clock clock;
  private List<Mark> marks;
  private volatile TlsMaterial current;

  public TlsWatch(TlsConfiguration configuration, TlsMaterial first, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
    this.current = first;
    this.marks = List.of();
  }

  /** When the certificate in use expires. */
  public Instant notAfter() {
    return current.notAfter();
  }

  /** Whom the listener believes now. */
  public Optional<ClientTrust> clientTrust() {
    return current.clientTrust();
  }

  /** Looks at the files. Blocks. A file that is half written is broken now and looked at again. */
  public Look look() {
    List<Mark> seen = marks();
    if (seen.equals(marks)) {
      return new Look.Unchanged();
    }
    try {
      TlsMaterial read = TlsMaterial.read(configuration, clock.instant());
      TlsMaterial old = current;
      marks = seen;
      if (read.sha256().equals(old.sha256())) {
        return new Look.Unchanged();
      }
      current = read;
      return new Look.Renewed(read, !read.hasSameClientTrust(old));
    } catch (TlsFilesException e) {
      return new Look.Broken(String.valueOf(e.getMessage()));
    }
  }

  private List<Mark> marks() {
    return Stream.of(
            Stream.of(configuration.certificate(), configuration.key()),
            configuration.clientCa().stream(),
            configuration.clientTrust().stream().map(ClientTrustConfiguration::bundle),
            configuration.clientTrust().stream().flatMap(trust -> trust.crl().stream()))
        .flatMap(files -> files)
        .map(TlsWatch::mark)
        .toList();
  }

  private static Mark mark(Path file) {
    try {
      var attributes = Files.readAttributes(file, "fileKey,lastModifiedTime,size");
      return new Mark(
          String.valueOf(attributes.get("fileKey")),
          String.valueOf(attributes.get("lastModifiedTime")),
          String.valueOf(attributes.get("size")));
    } catch (IOException _) {
      return new Mark("absent", "", Optional.empty());
    }
  }
}

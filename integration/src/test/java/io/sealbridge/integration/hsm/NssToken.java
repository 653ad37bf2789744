package io.sealbridge.integration.hsm;

import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The certificate database of NSS softokn as a second, different token. It refuses private data
 * objects, so its key states lie in a file; it reports its own keys as not made on the token, so
 * keys on it are attested with {@code warn}.
 */
public final class NssToken implements TestToken {
  private static final String LABEL = "NSS Certificate DB";

  private final String name;
  private final Path folder;

  private NssToken(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  public static NssToken create(String name, Path folder) {
    NssToken token = new NssToken(name, PrivateFiles.folder(folder));
    PrivateFiles.folder(token.database());
    PrivateFiles.write(token.pinFile(), token.pin());
    Command.run(
            List.of(
                "certutil",
                "-N",
                "-d",
                "sql:" + token.database(),
                "-f",
                token.pinFile().toString()),
            token.environment())
        .orFail();
    return token;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String yaml() {
    return """
      - name: %s
        provider: cryptoki
        library: %s
        libraryParameters: "configdir='sql:%s' certPrefix='' keyPrefix='' secmod='secmod.db' flags="
        token: { label: "%s" }
        pinFile: %s
        profile: nss
        sessions: 4
        state: { file: %s }
    """
        .formatted(
            name,
            library(),
            database(),
            LABEL,
            pinFile(),
            PrivateFiles.folder(folder.resolve("states")));
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Path pinFile() {
    return folder.resolve("pin");
  }

  @Override
  public String pin() {
    return "second-token-pin";
  }

  @Override
  public void takeAway() {
    move(database(), folder.resolve("db-away"));
  }

  @Override
  public void bringBack() {
    move(folder.resolve("db-away"), database());
  }

  private Path database() {
    return folder.resolve("db");
  }

  private static Path library() {
    return Stream.of(
            Path.of("/usr/lib/x86_64-linux-gnu/libsoftokn3.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/libsoftokn3.so"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no NSS here; run scripts/provision tokens"));
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

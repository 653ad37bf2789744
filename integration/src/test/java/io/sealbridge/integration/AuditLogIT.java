package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The log of a real bridge, signed by a key in SoftHSM, before two verifiers: ours, and the one of
 * Tessera, which others wrote and which knows nothing of us.
 */
class AuditLogIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  void aStrangersToolVerifiesTheLogAndBothFindWhatWasDoneToIt() throws IOException {
    // given: enough uses for full tiles, a kill without warning, and more uses
    Bridge bridge = scene.readyBridge();
    sign(bridge);
    use(bridge, 520);
    bridge.running().kill();
    bridge.start();
    use(bridge, 10);
    bridge.stop();
    Path log = bridge.folder().resolve("data/key-use");
    Path key = log.resolve("keys");

    // then
    assertThat(fsck(log, key).orFail().output()).contains("Successfully");
    CommandResult verified = verify(bridge, log, key);
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("trust 2, HSM-signed only");

    // when an entry is edited
    Path edited = copy(log, "edited");
    replaceInFirstBundle(edited, "\"identity\":\"vault-token\"", "\"identity\":\"vault-tokem\"");
    // then
    assertRefused(bridge, edited, key);

    // when two entries change places
    Path reordered = copy(log, "reordered");
    swapFirstTwoBundles(reordered);
    // then
    assertRefused(bridge, reordered, key);

    // when the log ends before its checkpoint says
    Path truncated = copy(log, "truncated");
    Files.delete(truncated.resolve("tile/entries/001"));
    // then
    assertRefused(bridge, truncated, key);

    // when somebody without the HSM's key signs
    Path forged = copy(log, "forged");
    Files.writeString(
        forged.resolve("checkpoint"),
        Files.readString(forged.resolve("checkpoint")).replaceFirst("\n[0-9]+\n", "\n256\n"));
    // then
    assertRefused(bridge, forged, key);
  }

  @Test
  void aReceiptShowsOneEntryWithoutTheLog() throws IOException {
    // given
    Bridge bridge = scene.readyBridge();
    sign(bridge);
    use(bridge, 3);
    bridge.stop();
    Path key = bridge.folder().resolve("data/key-use/keys");

    // when
    CommandResult receipt = bridge.command("audit", "prove", "--index", "4").orFail();
    Path file = Files.writeString(bridge.folder().resolve("receipt"), receipt.output());

    // then
    CommandResult checked =
        run("audit", "check-proof", file.toString(), "--vkey", key.toString()).orFail();
    assertThat(checked.output()).startsWith("entry 4 of ").contains("\"schema\":1");

    // when it is edited
    Files.writeString(file, receipt.output().replace("index 4\n", "index 5\n"));

    // then
    CommandResult refused = run("audit", "check-proof", file.toString(), "--vkey", key.toString());
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.output()).contains("does not have the entry");
  }

  /** A bridge that runs finds the key by itself, but not at once. */
  private static void sign(Bridge bridge) {
    bridge.command("keys", "create", "bridge-checkpoints").orFail();
    bridge.restart();
  }

  private static void use(Bridge bridge, int times) {
    String token = bridge.createToken("vault-token");
    try (TransitClient client = bridge.transit(token)) {
      IntStream.range(0, times)
          .forEach(i -> assertThat(client.encrypt("use " + i).status()).isEqualTo(200));
      String sealed = client.encrypt("opened").ciphertext();
      assertThat(client.decrypt(sealed).plaintext()).isEqualTo("opened");
    }
  }

  private static void assertRefused(Bridge bridge, Path log, Path key) {
    CommandResult others = fsck(log, key);
    CommandResult ours = verify(bridge, log, key);
    // Its exit code says nothing: with some errors it is 0.
    assertThat(others.output()).doesNotContain("Successfully");
    assertThat(ours.exitCode()).as("verify of %s: %s", log, ours.output()).isEqualTo(3);
    assertThat(ours.output()).contains("trust 4, broken");
  }

  /** With an end: this version waits for ever behind some of the errors that it finds. */
  private static CommandResult fsck(Path log, Path key) {
    return Command.run(
        List.of(
            "timeout",
            "10",
            Repository.fsck().toString(),
            "--ui=false",
            "--storage_url=file://" + log + "/",
            "--public_key=" + key),
        Map.of());
  }

  private static CommandResult verify(Bridge bridge, Path log, Path key) {
    return bridge.command("audit", "verify", "--log", log.toString(), "--vkey", key.toString());
  }

  private static CommandResult run(String... arguments) {
    return Command.run(
        Stream.concat(Stream.of(Repository.launcher().toString()), Stream.of(arguments)).toList(),
        Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  private Path copy(Path log, String name) throws IOException {
    Path copy = scene.folder().resolve(name);
    try (Stream<Path> all = Files.walk(log)) {
      for (Path file : all.toList()) {
        Files.copy(
            file,
            copy.resolve(log.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private static void replaceInFirstBundle(Path log, String before, String after)
      throws IOException {
    Path bundle = log.resolve("tile/entries/000");
    String text = Files.readString(bundle, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(before);
    Files.writeString(bundle, text.replaceFirst(before, after), StandardCharsets.ISO_8859_1);
  }

  private static void swapFirstTwoBundles(Path log) throws IOException {
    Path first = log.resolve("tile/entries/000");
    Path second = log.resolve("tile/entries/001");
    byte[] bytes = Files.readAllBytes(first);
    Files.write(first, Files.readAllBytes(second));
    Files.write(second, bytes);
  }
}
